package e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import espalier.Identity;
import espalier.SecretDeclaration;
import espalier.compile.Compilation;
import features.MadeSecrets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Makes the Secrets that a cluster declares, as its bootstrap will; what a person would hand over is made up. */
final class BootstrapSecrets {
    private BootstrapSecrets() {}

    /** Makes them all, and the namespaces in which they stand, where those are not there yet. */
    static void make(KubernetesApi api, Compilation cluster) {
        Map<String, String> made = MadeSecrets.of(cluster);
        declared(cluster).forEach((identity, keys) -> {
            if (!api.get("v1", "Namespace", "", identity.namespace()).ok()) {
                api.apply(namespace(identity.namespace()), "kubectl").expectSuccess();
            }
            var values = new LinkedHashMap<String, String>();
            keys.forEach(key -> values.put(key, made.getOrDefault(identity.name() + "/" + key, "handed over")));
            api.apply(StandIns.secret(identity.namespace(), identity.name(), values), "kubectl")
                    .expectSuccess();
        });
    }

    private static ObjectNode namespace(String name) {
        return KubernetesApi.objects("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}")
                .get(0);
    }

    private static Map<Identity, Set<String>> declared(Compilation cluster) {
        var declared = new LinkedHashMap<Identity, Set<String>>();
        for (var node : Objects.requireNonNull(cluster.order()).cluster().node().subtree()) {
            for (SecretDeclaration secret : node.declaredSecrets()) {
                var keys = declared.computeIfAbsent(secret.provision().identity(), identity -> new TreeSet<>());
                secret.keys().forEach(key -> keys.add(key.name()));
            }
        }
        return declared;
    }
}
