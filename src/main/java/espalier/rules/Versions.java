package espalier.rules;

/** In which version images and charts run, where a file says so for a whole cluster. */
public final class Versions {
    public static final Rule VERSION_FILE = Rule.error(
            "version-file",
            "A line of a cluster's file of versions says nothing that is known",
            "What it was meant for would run in another version",
            "correct the line");

    public static final Rule VERSION_MARKER = Rule.error(
            "version-marker",
            "A bot's marker is about something else than the line below it",
            "The bot would write the version of one thing into the line of another",
            "name what the line below is about");

    public static final Rule VERSION_MISSING = Rule.error(
            "version-missing",
            "An image or chart runs in a version that the cluster's file of versions does not say",
            "No bot would keep it up to date, and nobody would find it where the others stand",
            "add it to the file");

    public static final Rule VERSION_UNUSED = Rule.error(
            "version-unused",
            "A cluster's file of versions names what nothing runs",
            "Bots would go on updating it, and readers would believe it",
            "take the entry out, correct its name or component, or say that what it is for is optional");

    public static final Rule DIGEST_UNKNOWN = Rule.warning(
            "digest-unknown",
            "The digest of an image is declared to be unknown",
            "Whoever can write to its registry decides what runs",
            "look the digest up and write it behind the tag");

    private Versions() {}
}
