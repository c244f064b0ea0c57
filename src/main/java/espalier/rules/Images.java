package espalier.rules;

/** What Flux keeps up to date by itself. */
public final class Images {
    public static final Rule IMAGE_POLICY = Rule.error(
                    "image-policy",
                    "A policy for image updates that can choose nothing, or that nothing asks",
                    "The image would never be updated, and nobody be told",
                    "correct the policy, or the marker that is to name it")
            .waivable();

    public static final Rule IMAGE_AUTOMATION = Rule.error(
            "image-automation",
            "Nothing writes what a policy for image updates chooses, or not everywhere",
            "The image would never be updated, or the next synth take the update back",
            "let one ImageUpdateAutomation of the policy's namespace write into the whole repository");

    public static final Rule IMAGE_VALUE = Rule.error(
                    "image-value",
                    "Flux would write something else than an update where a marker stands",
                    "Another image would run, or an older one, or one that is not pinned any more",
                    "name the policy of this very image, and let it follow the tags of which this is one")
            .waivable();

    public static final Rule IMAGE_MARKER_SHARED = Rule.error(
            "image-marker-shared",
            "Two clusters have image policies of one name",
            "The automation of each would rewrite what the other one runs",
            "give the policy of one of them another name");

    private Images() {}
}
