package espalier.rules;

/** What waits for what. */
public final class Ordering {
    public static final Rule CYCLE = Rule.error(
            "cycle",
            "Components wait for each other",
            "None of them would ever begin",
            "cut one of the edges that are shown");

    public static final Rule EMPTY_STAGE = Rule.warning(
            "empty-stage",
            "A stage has no component",
            "Flux calls it ready at once, so whoever waits for it waits for nothing",
            "make a component in it, or take it away");

    public static final Rule BUNDLED_CHART = Rule.error(
            "bundled-chart",
            "A bundled stage holds a chart and what needs its definitions",
            "Flux tries every object of a Kustomization before it applies any, so none would ever be",
            "make one of the two in another stage, or let the stage not be bundled");

    public static final Rule APPLIED_TOGETHER = Rule.warning(
                    "applied-together",
                    "Pods are said to come after an object that Flux applies later",
                    "Flux applies the objects of a component together, in the order of their kinds, so the first pods begin"
                            + " without what should be there",
                    "make the one that comes first in a component of its own, or waive this where pods can begin without it")
            .waivable();

    public static final Rule CHART_BRINGS = Rule.error(
            "chart-brings",
            "A chart is said to bring what it cannot",
            "What depends on it would wait for nothing",
            "correct what the release says its chart brings");

    public static final Rule KUSTOMIZATION_NAME = Rule.error(
            "kustomization-name",
            "Two Flux Kustomizations have one name",
            "The second would overwrite the first",
            "give one of the components another id");

    public static final Rule NEVER_STARTS = Rule.error(
            "never-starts",
            "Something can never start on an empty cluster",
            "A cluster that runs would go on, and could never be made again",
            "cut one of the waits that are shown");

    public static final Rule NEEDS_BROKEN = Rule.error(
            "needs-broken",
            "Something needs what is known to be broken",
            "It would wait for what never is ready, or run without it",
            "take the need away, or say knownBroken() of it as well");

    public static final Rule PHASE_ORDER = Rule.error(
            "phase-order",
            "The bootstrap brings something before what it needs",
            "A phase is ready before the next one begins, so this one would wait for a later one",
            "name it in a later phase, or what it needs in an earlier one");

    public static final Rule DEPENDENCY_MISSING = Rule.error(
            "dependency-missing",
            "A Kustomization waits for one that does not exist",
            "Flux would wait for it for ever",
            "correct the name in dependsOn");

    public static final Rule CLAIM_UNUSED = Rule.error(
                    "claim-unused",
                    "A claim is bound when a pod uses it, and no pod does",
                    "The claim stays pending, and what holds it is never ready",
                    "use it, or take it away")
            .waivable();

    public static final Rule WAITS_FOR_NOTHING = Rule.warning(
                    "waits-for-nothing",
                    "A Kustomization waits for one that is ready at once",
                    "What should come first may come later",
                    "let the earlier one wait, or take the dependency away")
            .waivable();

    public static final Rule READINESS_UNSEEN = Rule.warning(
                    "readiness-unseen",
                    "Something begins after an object of which nobody sees when it is ready",
                    "Flux calls such an object ready as soon as it exists, so what should come first may come later",
                    "say with readyWhen() of the kind how one sees it, or waive this where the reader tries again by itself")
            .waivable();

    private Ordering() {}
}
