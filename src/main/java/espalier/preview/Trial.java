package espalier.preview;

import espalier.Identity;
import espalier.applied.BuiltObject;
import espalier.difference.FieldChange;
import espalier.difference.ObjectDifference;
import espalier.doctor.NoAnswer;
import espalier.doctor.Right;
import espalier.hidden.Hidden;
import espalier.hidden.Mask;
import espalier.live.DryRun;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has the API server say what would come of one object, by the rules by which Flux applies. */
final class Trial {
    private static final int LONGEST = 400;

    private final DryRun server;
    private final Tree tree;

    /** What the trial has to know of the rest of the tree. */
    interface Tree {
        /** The CRD of the tree that defines a kind, or null. */
        @Nullable
        Identity definition(String group, String kind);

        /** Whether the tree makes the namespace. */
        boolean makesNamespace(String name);

        /** Notes what this user may not do. */
        void lacks(Right right);
    }

    Trial(DryRun server, Tree tree) {
        this.server = server;
        this.tree = tree;
    }

    /**
     * What would become of {@code object}; null where nothing would.
     *
     * @param by the Kustomization's name
     * @param forced whether that one is told to replace what cannot change
     * @param secrets values that nobody may see
     */
    @Nullable
    Prediction of(BuiltObject object, String by, boolean forced, Set<String> secrets) throws NoAnswer {
        Identity identity = object.identity();
        if (object.isEncrypted()) {
            return new Prediction(
                    identity, Fate.PASSED_OVER, by, "encrypted in git: only Flux has the key to compare it", List.of());
        }
        DryRun.Kind kind = server.kind(String.valueOf(object.body().text("apiVersion")), identity.kind());
        if (kind == null) {
            return new Prediction(identity, Fate.NOT_JUDGED, by, unknown(object), List.of());
        }
        DryRun.Answer present = server.get(kind, identity.namespace(), identity.name());
        if (present.code() == 403) {
            tree.lacks(new Right(kind.group(), kind.plural(), "patch")); // which is asked for next
            return forbidden(identity, by, kind, "get");
        }
        Mapping live = present.isDone() ? present.body() : null;
        String passed = passedOver(object.body(), live);
        if (!passed.isEmpty()) {
            return new Prediction(identity, Fate.PASSED_OVER, by, passed, List.of());
        }
        DryRun.Answer answer = server.apply(kind, identity.namespace(), identity.name(), object.body());
        if (!answer.isDone()) {
            return refused(object, by, forced, secrets, kind, live, answer);
        }
        if (live == null) {
            return new Prediction(identity, Fate.CREATED, by, "", List.of());
        }
        Mapping after = Takeover.applied(live, answer.body());
        var fields = new ArrayList<FieldChange>();
        for (FieldChange change : ObjectDifference.fields(identity, live, after)) {
            fields.add(change.shows(secrets) ? change.concealed() : change);
        }
        return fields.isEmpty() ? null : new Prediction(identity, Fate.CHANGED, by, "", fields);
    }

    private String unknown(BuiltObject object) {
        Identity identity = object.identity();
        Identity definition = tree.definition(identity.group(), identity.kind());
        return definition != null
                ? "the API server learns its kind from " + definition + " of the same tree"
                : "the API server does not know " + identity.kind() + " of "
                        + object.body().text("apiVersion") + ": a chart or an operator brings it, or nobody does";
    }

    private static String passedOver(Mapping object, @Nullable Mapping live) {
        for (String[] mark : new String[][] {{"reconcile", "disabled"}, {"ssa", "Ignore"}}) {
            if (BuiltObject.isMarked(object, mark[0], mark[1])
                    || live != null && BuiltObject.isMarked(live, mark[0], mark[1])) {
                return "it says " + LiveKustomizations.GROUP + "/" + mark[0] + ": " + mark[1];
            }
        }
        return live != null && BuiltObject.isMarked(object, "ssa", "IfNotPresent")
                ? "it is there, and says " + LiveKustomizations.GROUP + "/ssa: IfNotPresent"
                : "";
    }

    private Prediction forbidden(Identity identity, String by, DryRun.Kind kind, String verb) {
        tree.lacks(new Right(kind.group(), kind.plural(), verb));
        return new Prediction(
                identity,
                Fate.PASSED_OVER,
                by,
                "not compared: this user may not " + verb + " " + kind.plural(),
                List.of());
    }

    private Prediction refused(
            BuiltObject object,
            String by,
            boolean forced,
            Set<String> secrets,
            DryRun.Kind kind,
            @Nullable Mapping live,
            DryRun.Answer answer) {
        Identity identity = object.identity();
        String message = answer.message();
        if (answer.code() == 403 && message.contains(" cannot ")) { // otherwise an admission plugin refused it
            return forbidden(identity, by, kind, message.contains(" cannot create ") ? "create" : "patch");
        }
        if (answer.code() == 404 && !identity.namespace().isEmpty() && message.startsWith("namespaces ")) {
            boolean made = tree.makesNamespace(identity.namespace());
            return new Prediction(
                    identity,
                    made ? Fate.NOT_JUDGED : Fate.REFUSED,
                    by,
                    made
                            ? "its namespace comes with the same tree"
                            : "there is no namespace " + identity.namespace() + ", and nothing in the tree makes it",
                    List.of());
        }
        if (message.contains("does not support dry run")) {
            return new Prediction(identity, Fate.NOT_JUDGED, by, shortened(message), List.of());
        }
        boolean cannotChange = answer.code() == 409 || answer.code() == 422 || message.contains("immutable");
        boolean recreates = live != null
                && cannotChange
                && (forced
                        || BuiltObject.isMarked(object.body(), "force", "enabled")
                        || BuiltObject.isMarked(live, "force", "enabled"));
        String why = isSecret(identity) ? causes(answer.body()) : masked(message, secrets);
        return new Prediction(identity, recreates ? Fate.RECREATED : Fate.REFUSED, by, shortened(why), List.of());
    }

    private static boolean isSecret(Identity identity) {
        return identity.kind().equals("Secret") && identity.group().isEmpty();
    }

    /** Which fields are wrong, without the values that the server quotes. */
    private static String causes(Mapping status) {
        var fields = new ArrayList<String>();
        Mapping details = status.mapping("details");
        Sequence causes = details == null ? null : details.sequence("causes");
        for (Value each : causes == null ? new Sequence() : causes) {
            if (each instanceof Mapping cause) {
                fields.add(cause.text("field") + " (" + cause.text("reason") + ")");
            }
        }
        return fields.isEmpty() ? "the API server refuses it: " + status.text("reason") : String.join(", ", fields);
    }

    private static String masked(String message, Set<String> secrets) {
        var values = new ArrayList<Hidden>(secrets.size());
        secrets.forEach(secret -> values.add(Hidden.of(secret)));
        return Mask.of(values).over(message);
    }

    private static String shortened(String text) {
        String line = text.strip().replace('\n', ' ');
        return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
    }
}
