package espalier;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what comes to be on the cluster because of one object. */
public final class Made {
    private final KubernetesObject maker;
    private final List<Provision> all = new ArrayList<>(2);

    Made(KubernetesObject maker) {
        this.maker = maker;
    }

    /**
     * A Secret in the object's namespace.
     *
     * @param keys exactly these, or null where nobody can know
     */
    public void secret(String name, @Nullable List<String> keys) {
        object("", "Secret", maker.namespace(), name, keys);
    }

    /**
     * A ConfigMap in the object's namespace.
     *
     * @param keys exactly these, or null where nobody can know
     */
    public void configMap(String name, @Nullable List<String> keys) {
        object("", "ConfigMap", maker.namespace(), name, keys);
    }

    /**
     * A Service in the object's namespace.
     *
     * @param ports the names and numbers of its ports, or null where nobody can know
     */
    public void service(String name, @Nullable List<String> ports) {
        object("", "Service", maker.namespace(), name, ports);
    }

    /** An object of {@code namespace}, which is empty for what stands in none. */
    public void object(String group, String kind, String namespace, String name) {
        object(group, kind, namespace, name, null);
    }

    private void object(String group, String kind, String namespace, String name, @Nullable List<String> keys) {
        Provision made = Provision.of(Identity.of(group, kind, namespace, name), maker.owner())
                .madeBy(maker);
        all.add(keys == null ? made : made.withKeys(keys));
    }

    List<Provision> all() {
        return all;
    }
}
