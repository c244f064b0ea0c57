package espalier.kubernetes;

import espalier.Identity;
import espalier.Node;
import espalier.Provision;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What can be said of any object: its name, labels and annotations.
 *
 * @param <S> the settings of the construct itself, which every method gives back
 */
public abstract class ObjectSettings<S extends ObjectSettings<S>> extends Settings {
    private final Setting<String> named = setting("named");
    private final Mapping labels = new Mapping();
    private final Mapping annotations = new Mapping();

    /** Settings of the construct at {@code node}. */
    protected ObjectSettings(Node node) {
        super(node);
    }

    /** These settings, as the type that they are. */
    protected abstract S self();

    /** The object's name, where it is not the one that follows from the ids. */
    public S named(String name) {
        named.set(name);
        return self();
    }

    /** A label, beside those of the cluster's convention. */
    public S label(String key, String value) {
        putOnce(labels, "label", key, value);
        return self();
    }

    /** An annotation. */
    public S annotation(String key, String value) {
        putOnce(annotations, "annotation", key, value);
        return self();
    }

    /** An annotation whose value comes from elsewhere. */
    public S annotation(String key, Text value) {
        putOnce(annotations, "annotation", key, value == null ? null : Text.of(value));
        return self();
    }

    /** The object's name. */
    public final String objectName() {
        String name = named.get();
        return name == null ? node().objectName() : name;
    }

    /** The object as others refer to it, when it is a {@code kind} of {@code group}. */
    public final Provision provision(String group, String kind) {
        return Provision.of(Identity.of(group, kind, node().namespace().text(), objectName()), node());
    }

    /** The object as others refer to it, when it is a {@code kind} of {@code group} that stands in no namespace. */
    public final Provision clusterScopedProvision(String group, String kind) {
        return Provision.of(Identity.of(group, kind, "", objectName()), node());
    }

    /** An object of this kind with its metadata; the rest is to be added. */
    protected Mapping object(String apiVersion, String kind) {
        return object(apiVersion, kind, true, objectName());
    }

    /** An object of this kind that stands in no namespace. */
    protected Mapping clusterScopedObject(String apiVersion, String kind) {
        return object(apiVersion, kind, false, objectName());
    }

    private Mapping object(String apiVersion, String kind, boolean namespaced, String name) {
        var metadata = Mapping.of("name", name);
        if (namespaced) {
            metadata.put("namespace", node().namespace());
        }
        metadata.put("labels", allLabels());
        if (!annotations.isEmpty()) {
            metadata.put("annotations", annotations.copy());
        }
        return Mapping.of("apiVersion", apiVersion).put("kind", kind).put("metadata", metadata);
    }

    /** The labels that were set here. */
    Map<String, String> ownLabels() {
        var own = new LinkedHashMap<String, String>();
        labels.forEach((key, value) -> own.put(key, ((Leaf) value).text()));
        return own;
    }

    /** The labels of the object: by the cluster's convention, then those set here. */
    Mapping allLabels() {
        Mapping all = conventionalLabels();
        labels.forEach(all::put);
        return all;
    }

    /** The labels by the cluster's convention; a workload's carry its own name, those of other objects the component's. */
    Mapping conventionalLabels() {
        Node unit = node().unit();
        String component = unit == null ? node().id() : unit.id();
        return node().cluster().labels().labels(component);
    }
}
