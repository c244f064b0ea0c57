package espalier.rules;

/** How the Java is put together. */
public final class Construction {
    public static final Rule CLUSTER_NAME = Rule.error(
            "cluster-name",
            "A cluster's name cannot be used",
            "The name is also that of a directory in dist/, of a context and of resources in git",
            "use lower-case letters, digits and hyphens, and let the constructor pass on the name it was given");

    public static final Rule FLEET_THREW = Rule.error(
            "fleet-threw",
            "The list of clusters could not be made",
            "Without the list nothing can be compiled",
            "correct the line that is named");

    public static final Rule CONSTRUCTOR_THREW = Rule.error(
            "constructor-threw",
            "A constructor threw an exception",
            "The statements after that line did not run, so nothing of the cluster can be trusted",
            "correct the line that is named, or what it calls");

    public static final Rule DEFERRED_THREW = Rule.error(
            "deferred-threw",
            "A part that waits for the whole tree threw an exception",
            "What that part makes is missing from the cluster",
            "correct the line that is named, or what it calls");

    public static final Rule DEFERRED_WITHOUT_END = Rule.error(
            "deferred-without-end",
            "Deferred parts defer others without end",
            "The tree would never be complete",
            "defer another part only while there is something left to do");

    public static final Rule COMPILER_BUG = Rule.error(
            "compiler-bug",
            "The compiler itself failed",
            "This is never the fault of a cluster",
            "report it with the whole message");

    public static final Rule DUPLICATE_ID = Rule.error(
            "duplicate-id",
            "Two constructs have one id",
            "Ids become the names of objects and directories, which must differ",
            "give one of them another id");

    public static final Rule ID = Rule.error(
            "id",
            "An id cannot become a name",
            "Ids become parts of the names of objects, directories and Kustomizations",
            "use lower-case letters, digits and hyphens, at most 63");

    public static final Rule RESERVED_ID = Rule.error(
            "reserved-id",
            "An id stands for something else already",
            "A file or Kustomization of that name belongs to Flux or kustomize",
            "choose another id");

    public static final Rule FROZEN = Rule.error(
            "frozen",
            "A construct was made after the cluster was complete",
            "Checks have begun, so whatever is added now would be in no file",
            "make it in the cluster's constructor");

    public static final Rule FOREIGN_HANDLE = Rule.error(
            "foreign-handle",
            "A handle of one cluster is used in another",
            "Nothing that it names exists there",
            "make the construct in the cluster that uses it");

    public static final Rule SETTING_TWICE = Rule.error(
            "setting-twice",
            "A setting is set twice",
            "The first value would be lost without a word",
            "keep one of the two lines");

    public static final Rule SETTING_NULL = Rule.error(
            "setting-null",
            "A setting is set to null",
            "Kubernetes keeps no nulls, and a forgotten value looks the same",
            "give it a value, or leave the line away");

    public static final Rule SETTING_REQUIRES = Rule.error(
            "setting-requires",
            "A setting has a meaning only together with another",
            "Alone it would have no effect",
            "set the other one, too, or leave this one away");

    public static final Rule SETTING_EXCLUDES = Rule.error(
            "setting-excludes",
            "Two settings contradict each other",
            "Kubernetes would obey one and forget the other",
            "keep one of them");

    public static final Rule RESOURCE_MISSING = Rule.error(
            "resource-missing",
            "A file under src/main/resources is missing",
            "What is made of it would be empty",
            "add the file, or correct its name");

    public static final Rule RESOURCE_NOT_TEXT = Rule.error(
            "resource-not-text",
            "A file is no UTF-8 text",
            "Its content would be changed on the way",
            "save it as UTF-8, or carry it as binary data");

    public static final Rule RESOURCE_UNREADABLE = Rule.error(
            "resource-unreadable", "A file cannot be read", "What is made of it would be empty", "make it readable");

    public static final Rule OBJECT_OUTSIDE = Rule.error(
            "object-outside",
            "An object is made outside every component",
            "Flux applies components; nothing would apply the object",
            "make it in a component");

    public static final Rule MANIFEST = Rule.error(
            "manifest",
            "A manifest cannot be read",
            "None of its objects would be in the tree",
            "correct it at the line that is named");

    public static final Rule NO_REASON = Rule.error(
            "no-reason",
            "A departure from the rules has no reason",
            "Whoever reviews the cluster's page will ask for it",
            "say because of what");

    public static final Rule PATCH_DIRECTIVE = Rule.error(
            "patch-directive",
            "A patch holds a directive of another tool",
            "It would be written into the object as a field",
            "say it in the way that the message shows");

    public static final Rule PATCH_FILE = Rule.error(
            "patch-file",
            "A file under patches/ cannot be understood",
            "What it should change would stay as it is",
            "correct it at the line that is named");

    public static final Rule PATCH_MATCHES_NOTHING = Rule.error(
            "patch-matches-nothing",
            "A patch changes nothing",
            "Somebody relies on a change that is not there",
            "name what exists, or take the patch away");

    public static final Rule MOVE_FILE = Rule.error(
            "move-file",
            "A file under moves/ cannot be understood, or names what is not there",
            "What it should keep from harm for one commit would not be kept",
            "correct it; or, where the move is done, take it away");

    public static final Rule MOVE_LEFT_BEHIND = Rule.warning(
            "move-left-behind",
            "A file under moves/ is there after the commit that it was for",
            "What it marks is never pruned, what it suspends never upgraded, and the next move of the cluster is refused",
            "take it away, and run synth");

    public static final Rule PATCH_THREW = Rule.error(
            "patch-threw",
            "A patch threw an exception",
            "What it should change would stay as it is",
            "correct the line that is named");

    public static final Rule POLICY_THREW = Rule.error(
            "policy-threw",
            "A policy threw an exception",
            "Whether the cluster keeps to it is not known",
            "correct the line that is named");

    public static final Rule WAIVER_REFUSED = Rule.error(
            "waiver-refused",
            "A waiver names a rule that no reason can lift",
            "The tree would contradict itself, lack something, or be refused by the API server",
            "correct what the rule is about");

    public static final Rule WAIVER_UNUSED = Rule.error(
            "waiver-unused",
            "A waiver is not needed",
            "It would silence the next mistake of that kind",
            "take the waiver away");

    public static final Rule NODE_MISSING = Rule.error(
            "node-missing",
            "A chart of cdk8s is made without Node.js",
            "cdk8s runs in Node.js, and nothing of the cluster can be written without what the chart holds",
            "install Node.js, or make these objects with constructs that need none");

    private Construction() {}
}
