package espalier.cli;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.layout.FileSpec;
import espalier.output.Change;
import espalier.output.OutputFile;
import espalier.tree.FieldDifference;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.StrategicMerge;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody changed in a file of {@code dist/}, as a patch. */
final class HandEdit {
    private final Change change;
    private final KubernetesObject object;
    private final Mapping before;
    private final Mapping after;

    /** It cannot become a patch; the message says why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    private HandEdit(Change change, KubernetesObject object, Mapping before, Mapping after) {
        this.change = change;
        this.object = object;
        this.before = before;
        this.after = after;
    }

    /**
     * The edit that {@code change} found.
     *
     * @param committed the file in the last commit. An edit that is not committed is what differs from it; what the Java says
     *     may have changed as well since. A committed edit is what differs from the Java
     */
    static HandEdit of(Change change, byte @Nullable [] committed) throws Refused {
        OutputFile file = change.wanted();
        byte[] present = change.present();
        if (file == null || present == null) {
            throw new Refused("no cluster makes it any more");
        }
        FileSpec spec = file.spec();
        KubernetesObject object = spec.object();
        if (object == null) {
            throw new Refused("it is no object of a component, but follows from all of them: change the Java");
        }
        if (spec.isEncrypted()) {
            throw new Refused(
                    "it is written as somebody encrypted it: change the file that it comes from with `sops edit`");
        }
        if (!(spec.yaml() instanceof Mapping wanted)) {
            throw new Refused(
                    "it is no object, but a file that " + object + " is made of: change it where the Java has it from");
        }
        Mapping after = parse(present);
        refuseOtherObject(object, after);
        Mapping before = committed == null || Arrays.equals(committed, present) ? wanted : parse(committed);
        var edit = new HandEdit(change, object, before, after);
        if (edit.merge().isEmpty()) {
            throw new Refused("only its form or order differs: `git checkout` brings it back");
        }
        return edit;
    }

    private static Mapping parse(byte[] bytes) throws Refused {
        try {
            List<YamlReader.Document> documents = YamlReader.documents(new String(bytes, StandardCharsets.UTF_8));
            if (documents.size() == 1 && documents.get(0).value() instanceof Mapping object) {
                return withoutNulls(object);
            }
        } catch (YamlReader.SyntaxException e) {
            throw new Refused("line " + e.line() + " is no YAML: " + e.getMessage());
        }
        throw new Refused("it does not hold exactly one object");
    }

    /** To the API server, a key with a null is a key that is not there. */
    private static Mapping withoutNulls(Mapping mapping) {
        var kept = new Mapping();
        mapping.forEach((key, value) -> {
            if (!(value instanceof Scalar scalar && scalar.isNull())) {
                kept.put(key, withoutNulls(value));
            }
        });
        return kept;
    }

    private static Value withoutNulls(Value value) {
        if (value instanceof Mapping mapping) {
            return withoutNulls(mapping);
        }
        if (value instanceof Sequence items) {
            var kept = new Sequence();
            items.forEach(item -> kept.add(withoutNulls(item)));
            return kept;
        }
        return value;
    }

    private static void refuseOtherObject(KubernetesObject object, Mapping after) throws Refused {
        Mapping metadata = after.mapping("metadata");
        var present = metadata == null ? new Mapping() : metadata;
        refuse(
                "apiVersion's group",
                Identity.groupOf(object.apiVersion()),
                Identity.groupOf(text(after, "apiVersion")));
        refuse("kind", object.kind(), text(after, "kind"));
        refuse("name", object.name(), text(present, "name"));
        refuse("namespace", object.namespace(), text(present, "namespace"));
    }

    private static void refuse(String what, String made, String found) throws Refused {
        if (!made.equals(found)) {
            throw new Refused("its " + what + " was changed from \"" + made + "\" to \"" + found
                    + "\", and that is another object: change the Java");
        }
    }

    private static String text(Mapping mapping, String key) {
        String text = mapping.text(key);
        return text == null ? "" : text;
    }

    Change change() {
        return change;
    }

    /** The fields that were edited, for people. */
    String fields() {
        var fields = new ArrayList<String>();
        for (FieldDifference difference : FieldDifference.between(before, after)) {
            fields.add(difference.toString());
        }
        return fields.isEmpty() ? "the order of a list" : String.join("; ", fields);
    }

    /** The object, as a patch file names it. */
    Mapping target() {
        var target = Mapping.of("kind", object.kind()).put("name", object.name());
        return target.putIfAny("namespace", object.namespace().isEmpty() ? null : object.namespace());
    }

    /** The partial object that makes the edit. */
    Mapping merge() {
        return StrategicMerge.between(before, after);
    }

    /** What the file says once the edit is a patch. */
    Mapping merged() {
        OutputFile file = change.wanted();
        if (file == null || !(file.spec().yaml() instanceof Mapping wanted)) {
            throw new IllegalStateException("refused before");
        }
        Mapping merged = wanted.copy();
        StrategicMerge.merge(merged, merge());
        return merged;
    }
}
