package infra.apptemplate;

import espalier.KubernetesObject;
import espalier.LabelConvention;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/** The labels that the chart gives what it makes, and the names by which its values tell things apart. */
final class Labels {
    static final String NAME = "app.kubernetes.io/name";
    static final String INSTANCE = "app.kubernetes.io/instance";
    static final String CONTROLLER = "app.kubernetes.io/controller";
    static final String SERVICE = "app.kubernetes.io/service";

    /** What a value is called whose object has the name of the release, as the chart's own examples have it. */
    static final String MAIN = "main";

    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    static final LabelConvention CONVENTION = new LabelConvention() {
        @Override
        public Mapping labels(String name, String component) {
            return Mapping.of(CONTROLLER, identifier(name, component))
                    .put(NAME, component)
                    .put(INSTANCE, component);
        }

        @Override
        public Mapping labels(String component) {
            return Mapping.of(NAME, component).put(INSTANCE, component);
        }
    };

    private Labels() {}

    /** What the object {@code name} is called in the values of {@code release}. */
    static String identifier(String name, String release) {
        if (name.equals(release)) {
            return MAIN;
        }
        boolean hasMore = name.startsWith(release + "-") && name.length() > release.length() + 1;
        return hasMore ? name.substring(release.length() + 1) : name;
    }

    /** The controller whose pods {@code labels} select; null where they are not the chart's own selector. */
    static @Nullable String controller(@Nullable Mapping labels, String release) {
        if (labels == null || !release.equals(labels.text(NAME)) || !release.equals(labels.text(INSTANCE))) {
            return null;
        }
        return labels.text(CONTROLLER);
    }

    /** Those of {@code labels} that the chart would not give by itself. */
    static Mapping beyond(@Nullable Mapping labels, String release) {
        var more = new Mapping();
        for (int i = 0; labels != null && i < labels.size(); i++) {
            String key = labels.keyAt(i);
            boolean itself = key.equals(NAME) || key.equals(INSTANCE);
            Value value = labels.valueAt(i);
            boolean same = value instanceof Leaf leaf && leaf.text().equals(release);
            if (!key.equals(CONTROLLER) && !(itself && same)) {
                more.put(key, value);
            }
        }
        return more;
    }

    /** Gives {@code object} the labels that the chart adds to what it was told. */
    static void complete(KubernetesObject object, String release) {
        Mapping labels = object.body().child("metadata").child("labels");
        putIfAbsent(labels, NAME, release);
        putIfAbsent(labels, INSTANCE, release);
        putIfAbsent(labels, MANAGED_BY, "Helm");
    }

    private static void putIfAbsent(Mapping labels, String key, String value) {
        if (!labels.has(key)) {
            labels.put(key, value);
        }
    }
}
