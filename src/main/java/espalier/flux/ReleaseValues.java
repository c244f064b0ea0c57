package espalier.flux;

import espalier.Node;
import espalier.Origin;
import espalier.SecretKey;
import espalier.Settings;
import espalier.rules.Construction;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a release tells its chart: each value once, secrets by where they stand. */
final class ReleaseValues extends Settings {
    private final Mapping values = new Mapping();
    private final Mapping secretValues = new Mapping();
    private final Sequence valuesFrom = new Sequence();
    private final List<Runnable> images = new ArrayList<>(0);

    ReleaseValues(Node node) {
        super(node);
    }

    void put(Value value, String... keys) {
        FieldPath path = FieldPath.of(keys);
        if (isFree(path, value)) {
            path.put(values, value);
        }
    }

    void put(SecretKey secret, String... keys) {
        FieldPath path = FieldPath.of(keys);
        if (!isFree(path, "a secret")) {
            return;
        }
        path.put(secretValues, Scalar.of("a secret"));
        valuesFrom.add(Mapping.of("kind", "Secret")
                .put("name", secret.secret())
                .put("valuesKey", secret.key())
                .put("targetPath", targetPath(keys)));
    }

    /** Puts {@code part} of {@code usual}, or of what the cluster's file of versions says in its place. */
    void image(String usual, FieldPath path, UnaryOperator<Scalar> part) {
        Scalar kept = part.apply(Scalar.of(usual));
        if (isFree(path, kept)) {
            path.put(values, kept); // until the file of versions is asked
            images.add(() -> path.put(values, part.apply(node().image(usual))));
        }
    }

    /** Whether no value stands at {@code path}, above it or below it yet. */
    private boolean isFree(FieldPath path, Object wanted) {
        if (path.parent() == null) {
            throw new IllegalArgumentException("Tried to set a value of " + node() + ", but no key says which");
        }
        for (Mapping taken : new Mapping[] {values, secretValues}) {
            for (FieldPath at = path; at != null; at = at.parent()) {
                Value value = at.in(taken);
                if (value instanceof Leaf || value != null && at.equals(path)) {
                    report(path, at, value, wanted);
                    return false;
                }
            }
        }
        return true;
    }

    private void report(FieldPath path, FieldPath taken, Value present, Object wanted) {
        if (taken.equals(path)) {
            reportTwice("the value " + path, present, wanted);
            return;
        }
        node().findings()
                .report(
                        Construction.SETTING_TWICE,
                        node(),
                        Origin.here(),
                        "Tried to set the value " + path + " of " + node().path() + ", but " + taken
                                + " was already set to " + present + ", below which nothing can stand",
                        "keep one of the two");
    }

    /** As Helm's {@code --set} takes it, in which some characters mean something unless a backslash stands before. */
    private static String targetPath(String... keys) {
        var path = new StringBuilder();
        for (String key : keys) {
            path.append(path.length() == 0 ? "" : ".");
            for (int i = 0; i < key.length(); i++) {
                char c = key.charAt(i);
                path.append("\\.,[]=".indexOf(c) < 0 ? "" : "\\").append(c);
            }
        }
        return path.toString();
    }

    void writeTo(Mapping spec) {
        images.forEach(Runnable::run);
        spec.putIfAny("valuesFrom", valuesFrom);
        spec.putIfAny("values", values);
    }
}
