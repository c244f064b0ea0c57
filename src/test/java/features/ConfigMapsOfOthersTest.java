package features;

import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Scope;
import espalier.kubernetes.Manifests;

/** A ConfigMap that is not in git is referred to like any other, once somebody says which keys it has. */
class ConfigMapsOfOthersTest extends GroundCases {
    ConfigMapsOfOthersTest() {
        super("config-maps-of-others");
    }

    @Override
    void all() {
        is("a key that somebody else's has", "", ground -> {
            ground.external().configMap(NamespaceHandle.DEFAULT, "settings", "an installer makes it", "mode");
            reader(ground.apps);
        });
        is("one that somebody else's has not", "key-missing", ground -> {
            ground.external().configMap(NamespaceHandle.DEFAULT, "settings", "an installer makes it", "mood");
            reader(ground.apps);
        });
        is("a key that a chart's has", "", ground -> {
            ground.chart("installer", h -> h.bringsConfigMap("settings", "mode"));
            reader(ground.apps.in(NamespaceHandle.KUBE_SYSTEM));
        });
        is("one that a chart's has not", "key-missing", ground -> {
            ground.chart("installer", h -> h.bringsConfigMap("settings", "mood"));
            reader(ground.apps.in(NamespaceHandle.KUBE_SYSTEM));
        });
    }

    private static void reader(Scope scope) {
        new Manifests(scope, "reader", "a test", Resource.of("features/reads-a-config.yaml"));
    }
}
