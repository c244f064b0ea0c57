package espalier.schema;

import static espalier.rules.Platforms.API_VERSION;
import static espalier.rules.Schemas.OLDER;
import static espalier.rules.Schemas.RULE;
import static espalier.rules.Schemas.UNKNOWN_FIELD;
import static espalier.rules.Schemas.UNREADABLE;
import static espalier.rules.Schemas.VALUE;

import espalier.ClusterSettings;
import espalier.Findings;
import espalier.Identity;
import espalier.KubernetesObject;
import espalier.catalog.BuiltIn;
import espalier.graph.ObjectGraph;
import espalier.json.JsonReader;
import espalier.schema.KindIndex.Source;
import espalier.schema.SchemaGaps.OfRule;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds every object of a cluster against the schema of its kind, and remembers those that are right. */
public final class SchemaCheck {
    /** Apart from the hashes of objects, of which some may be as short as the name of a kind. */
    private static final long ABSENT = 0x6b696e64;

    /** Who sees more than this of one object has the wrong schema. */
    private static final int MOST_PROBLEMS = 20;

    private final KindIndexes indexes;
    private final ClusterSettings settings;
    private final AcceptedObjects accepted;
    private final Patterns patterns = new Patterns();
    private final Set<OfRule> unchecked = new TreeSet<>();
    private final List<Runnable> untold = new ArrayList<>(0);

    private SchemaCheck(ObjectGraph graph, Path root) {
        this.indexes = new KindIndexes(graph, root.resolve("schemas"));
        this.settings = graph.cluster().settings();
        long program = ProgramStamp.now();
        boolean remembers = program != 0 && Files.isDirectory(root);
        Path file = remembers
                ? root.resolve(".espalier/accepted").resolve(graph.cluster().name())
                : null;
        this.accepted = new AcceptedObjects(file, program ^ indexes.metadataFingerprint());
    }

    /** Looks at all objects, and neither says nor writes anything: other checks can be at work meanwhile. */
    public static SchemaCheck of(ObjectGraph graph, Path root) {
        var check = new SchemaCheck(graph, root);
        for (KubernetesObject object : graph.objects()) {
            check.check(object);
        }
        return check;
    }

    /** Adds what is wrong to the cluster's findings, but for what other checks, which have ended, say better. */
    public SchemaResult tell() {
        untold.forEach(Runnable::run);
        return new SchemaResult(SchemaGaps.of(indexes.all(), unchecked, settings), indexes.all(), accepted);
    }

    private void check(KubernetesObject object) {
        KindIndex index = indexes.of(object);
        index.objects++;
        long hash = ObjectHash.of(object.body(), index.fingerprint);
        if (accepted.holds(hash)) {
            String note = accepted.note(hash);
            if (note != null) {
                unchecked.addAll(RuleNotes.read(note));
            }
            return;
        }
        try {
            IndexText text = text(index);
            if (text == null) {
                if (index.objects == 1 && !object.apiVersion().isEmpty()) {
                    untold.add(() -> elsewhere(object, index));
                }
                return;
            }
            Mapping body = object.body();
            if (text.hasRules() || text.hasChoices()) {
                body = Defaults.filledIn(body, text.root());
            }
            List<Problem> problems = new Validation(object, patterns).check(body, text.root(), indexes.metadataShape());
            List<OfRule> leftOut = List.of();
            if (problems.isEmpty() && text.hasRules()) {
                var rules = new RuleCheck(object, index.toString());
                problems = rules.check(body, text.root());
                leftOut = rules.unchecked();
                unchecked.addAll(leftOut);
            }
            if (problems.isEmpty()) {
                accepted.add(hash, RuleNotes.write(leftOut));
            } else {
                List<Problem> found = problems;
                untold.add(() -> report(object, index, found));
            }
        } catch (IllegalArgumentException | JsonReader.SyntaxException e) {
            untold.add(() -> unreadable(object, index, e));
        }
    }

    /** A kind that is known in another group of Kubernetes, or in other versions, is a slip or is no longer served. */
    private void elsewhere(KubernetesObject object, KindIndex index) {
        String group = Identity.groupOf(object.apiVersion());
        boolean isBuiltIn = BuiltIn.isKnownWithoutDefinition(group);
        String meant = OtherVersions.of(indexes, object.apiVersion(), object.kind(), isBuiltIn);
        if (meant == null || new SaidBetter(object, object.owner().findings().all()).saysVersion()) {
            return;
        }
        // Kubernetes' own first group never lost a kind, nor got one of another group.
        boolean mayBeServed = index.source == Source.PROGRAM
                && !group.isEmpty()
                && !(isBuiltIn && Shipped.of(group, settings).isTheirs());
        object.owner()
                .findings()
                .report(
                        mayBeServed ? OLDER : API_VERSION,
                        object,
                        FieldPath.of("apiVersion"),
                        index.toString(),
                        "Tried to make " + object + " as " + object.apiVersion() + ", but what is known of "
                                + object.kind() + " here is " + meant,
                        "write apiVersion: " + meant + ", and look whether fields changed"
                                + (mayBeServed
                                        ? "; where the cluster serves this one, take its schema with espalier schemas pull"
                                        : ""));
    }

    /** To look for what is not there takes time as well. */
    private @Nullable IndexText text(KindIndex index) {
        if (index.source != Source.PROGRAM || index.isAbsent) {
            return indexes.text(index);
        }
        long absence = ObjectHash.of(Scalar.of(index.toString()), ABSENT);
        index.isAbsent = accepted.holds(absence);
        IndexText text = indexes.text(index);
        if (text == null && !accepted.holds(absence)) {
            accepted.add(absence, null);
        }
        return text;
    }

    private void report(KubernetesObject object, KindIndex index, List<Problem> problems) {
        Findings findings = object.owner().findings();
        var said = new SaidBetter(object, findings.all());
        Shipped shipped = Shipped.of(Identity.groupOf(index.apiVersion()), settings);
        boolean isOlder = index.source == Source.PROGRAM && shipped.isOlder();
        int told = 0;
        for (Problem problem : problems) {
            if (said.holds(problem) || told == MOST_PROBLEMS) {
                continue;
            }
            told++;
            boolean mayBeNew = isOlder
                    && (problem.rule().equals(UNKNOWN_FIELD)
                            || problem.rule().equals(VALUE)
                            || problem.rule().equals(RULE));
            String message = problem.message() + (mayBeNew ? "; the schema is that of " + shipped : "");
            String fix = problem.fix() + (mayBeNew ? ", or take the cluster's own with espalier schemas pull" : "");
            // What one line of Java writes into many objects is one mistake.
            String cause = problem.path() + " of " + index + " at "
                    + object.origin().inner() + (problem.rule().equals(RULE) ? problem.fix() : "");
            findings.report(mayBeNew ? OLDER : problem.rule(), object, problem.path(), cause, message, fix);
        }
    }

    private static void unreadable(KubernetesObject object, KindIndex index, RuntimeException e) {
        Findings findings = object.owner().findings();
        findings.report(
                UNREADABLE,
                object,
                null,
                index.place(),
                "Tried to read " + index.place() + ", the schema of " + index + ", but " + e.getMessage(),
                "make it again with espalier schemas add or pull, or take it from git");
    }
}
