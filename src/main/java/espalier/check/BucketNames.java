package espalier.check;

import espalier.KubernetesObject;
import espalier.Provision;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Buckets of S3 that are named in variables, values of charts and archives of databases, one letter away from one that is made here:
 * most buckets are made elsewhere, and of those nothing is known.
 */
final class BucketNames {
    /** What a construct provides that makes one, with its users as keys. */
    private static final String KIND = "bucket";

    private static final String SCHEME = "s3://";
    private static final FieldPath VALUES = FieldPath.of("spec", "values");
    private static final FieldPath ARCHIVE = FieldPath.of("spec", "configuration", "destinationPath");
    private static final FieldPath SEALED = FieldPath.of("spec", "template", "data");
    private static final FieldPath EXTERNAL = FieldPath.of("spec", "target", "template", "data");

    private final Set<String> buckets = new LinkedHashSet<>();
    private final Set<String> users = new LinkedHashSet<>();

    private BucketNames(ObjectGraph graph) {
        for (Provision provision : graph.provisions()) {
            if (provision.identity().kind().equals(KIND)) {
                buckets.add(provision.identity().name());
                if (provision.keys() != null) {
                    users.addAll(provision.keys());
                }
            }
        }
    }

    static void check(ObjectGraph graph, Iterable<Pod> pods) {
        var names = new BucketNames(graph);
        if (names.buckets.isEmpty()) {
            return;
        }
        for (Pod pod : pods) {
            ContainerVariables.each(pod, v -> names.word(pod.object(), v.field(), v.name(), v.value()));
        }
        for (KubernetesObject release : graph.ofKind("HelmRelease")) {
            if (!release.isCarrier() && VALUES.in(release.body()) instanceof Mapping values) {
                names.values(release, VALUES, "", values);
            }
        }
        for (KubernetesObject archive : graph.ofKind("ObjectStore")) {
            if (ARCHIVE.in(archive.body()) instanceof Leaf path && path.text().startsWith(SCHEME)) {
                int end = path.text().indexOf('/', SCHEME.length());
                String name = path.text()
                        .substring(SCHEME.length(), end < 0 ? path.text().length() : end);
                NameSlips.among(archive, ARCHIVE, KIND, name, names.buckets);
            }
        }
        graph.ofKind("SealedSecret").forEach(secret -> names.clearText(secret, SEALED));
        graph.ofKind("ExternalSecret").forEach(secret -> names.clearText(secret, EXTERNAL));
    }

    /** Users of buckets are no secret, and stand beside their passwords as they are. */
    private void clearText(KubernetesObject secret, FieldPath field) {
        if (field.in(secret.body()) instanceof Mapping data) {
            for (int i = 0; i < data.size(); i++) {
                if (data.valueAt(i) instanceof Leaf value) {
                    word(secret, field.field(data.keyAt(i)), data.keyAt(i), value);
                }
            }
        }
    }

    /** What the variable {@code name} says. */
    private void word(KubernetesObject object, FieldPath field, String name, Leaf value) {
        if (name.endsWith("BUCKET") || name.endsWith("BUCKET_NAME")) {
            NameSlips.among(object, field, KIND, value.text(), buckets);
        } else if (name.endsWith("ACCESS_KEY") || name.endsWith("ACCESS_KEY_ID")) {
            NameSlips.among(object, field, "user of a bucket", value.text(), users);
        }
    }

    /** Where a key of {@code path}, or the last one above it, speaks of a bucket. */
    private void values(KubernetesObject release, FieldPath path, String key, Value value) {
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                String below = mapping.keyAt(i);
                boolean goesOn = key.endsWith("bucketNames") && mapping.valueAt(i) instanceof Leaf;
                values(release, path.field(below), goesOn ? key : below, mapping.valueAt(i));
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                values(release, path.index(i), key, sequence.get(i));
            }
        } else if (value instanceof Leaf leaf && leaf.isString()) {
            String lower = key.toLowerCase(Locale.ROOT);
            if (lower.endsWith("bucket") || lower.endsWith("bucketname") || lower.endsWith("bucketnames")) {
                NameSlips.among(release, path, KIND, leaf.text(), buckets);
            }
        }
    }
}
