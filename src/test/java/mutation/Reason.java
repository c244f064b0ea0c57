package mutation;

import java.util.List;
import java.util.regex.Pattern;

/** Why a misspelling was not noticed. */
enum Reason {
    RIGHT_ANYWAY(
            "right anyway",
            "A name, label or port of its own that nothing names: whatever else says the same is noticed when it is broken, and so"
                    + " means something else, or is there by chance. What comes out is another cluster, but no wrong one."),
    CHANCE(
            "chance",
            "No name of anything: in another object, in a cluster where nothing is wrong, the same field says what nothing is"
                    + " called."),
    PROGRAM("between programs", "Only the program in the container knows what it should say."),
    CHART("inside a chart", "Only the chart's templates know what it should say; charts are not rendered."),
    OUTSIDE(
            "outside the cluster",
            "It names something that stands in no object: a server, a role in a database, a runtime of the machine."),
    NOT_LOOKED_UP("not looked up", "It could be known, and is not looked up yet.");

    private final String word;
    private final String meaning;

    Reason(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    String word() {
        return word;
    }

    String meaning() {
        return meaning;
    }

    /** Whether what is misspelt names something, so that it should have been noticed. */
    boolean isMiss() {
        return this != RIGHT_ANYWAY && this != CHANCE;
    }

    /**
     * A field of which no object of the cluster says what should stand there. It counts as a miss all the same; this only says
     * why.
     *
     * @param kinds of the object, as a regular expression
     * @param path the pattern of the place, likewise
     */
    private record Row(Pattern kinds, Pattern path, Reason reason) {
        static Row of(String kinds, String path, Reason reason) {
            return new Row(Pattern.compile(kinds), Pattern.compile(path), reason);
        }
    }

    private static final List<Row> ROWS = List.of(
            Row.of(".*", ".*ontainers\\[\\]\\.env\\[\\w*HOST\\]\\.value", NOT_LOOKED_UP),
            Row.of(".*", ".*ontainers\\[\\]\\.env\\[.*\\]\\.(name|value)", PROGRAM),
            Row.of(".*", ".*ontainers\\[\\]\\.(args|command)\\[\\]", PROGRAM),
            // A pod need not say which ports it opens: a number that it does not name can be right.
            Row.of(".*", ".*ontainers\\[\\]\\.\\w+Probe\\.\\w+\\.port", PROGRAM),
            Row.of("(Cilium)?NetworkPolicy", ".*[pP]orts\\[\\]\\.port", PROGRAM),
            Row.of(".*", ".*\\.items\\[\\]\\.path", PROGRAM),
            Row.of("ConfigMap|Secret|ExternalSecret", ".*[dD]ata\\.[^ ]*", PROGRAM),
            Row.of("TriggerAuthentication", ".*\\.parameter", PROGRAM),
            Row.of("HelmRelease", "spec\\.values\\..*", CHART),
            Row.of("IngressRoute", "spec\\.entryPoints\\[\\]", CHART),
            Row.of("HelmRelease", "spec\\.chart\\.spec\\.chart", OUTSIDE),
            Row.of("StorageClass", "parameters\\..*", OUTSIDE),
            Row.of("PersistentVolume", "spec\\.nfs\\.server", OUTSIDE),
            Row.of("RuntimeClass", "handler", OUTSIDE),
            Row.of("Provider", "spec\\.channel", OUTSIDE),
            Row.of("Cluster", "spec\\.bootstrap\\.initdb\\.(database|owner)", OUTSIDE),
            Row.of("Database", "spec\\.(name|owner)", OUTSIDE));

    private static final Pattern OWN = Pattern.compile("metadata\\.name|(.*\\.)?metadata\\.labels\\..*"
            + "|.*[pP]orts\\[\\]\\.(name|port|containerPort)|spec\\.listeners\\[\\]\\.(name|port)|.* \\(key\\)");

    /** Whether what stands at {@code place} is what its own object is known by. */
    static boolean isOwn(Place place) {
        return OWN.matcher(place.pattern()).matches();
    }

    /** Why {@code missed}, which is one of {@code all} mutants of its cluster, was not noticed. */
    static Reason of(Mutants.Mutant missed, List<Mutants.Mutant> all, Namings namings) {
        if (!isOwn(missed.place())) {
            return namings.isNaming(missed) ? listed(missed) : CHANCE;
        }
        Reason worst = RIGHT_ANYWAY;
        for (Mutants.Mutant other : all) {
            boolean isUnnoticed = other.noticed() == null && !isOwn(other.place());
            if (isUnnoticed && other.place().text().equals(missed.place().text()) && namings.mayName(other, missed)) {
                Reason reason = listed(other);
                worst = reason.compareTo(worst) > 0 ? reason : worst;
            }
        }
        return worst;
    }

    private static Reason listed(Mutants.Mutant missed) {
        for (Row row : ROWS) {
            if (row.kinds.matcher(missed.kind()).matches()
                    && row.path.matcher(missed.place().pattern()).matches()) {
                return row.reason;
            }
        }
        return NOT_LOOKED_UP;
    }
}
