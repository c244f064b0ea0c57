package espalier.rules;

/** What becomes of dist/. */
public final class Output {
    public static final Rule DIST_NOT_WRITABLE = Rule.error(
            "dist-not-writable",
            "dist/ cannot be written",
            "Nothing of the cluster was changed, or the next synth puts it right",
            "make room, or give the right to write");

    public static final Rule IN_THE_WAY = Rule.error(
            "in-the-way",
            "Something stands where a file must be written",
            "synth neither follows links nor removes what it did not write",
            "move it away");

    public static final Rule UNCOMMITTED_WORK = Rule.error(
            "uncommitted-work",
            "A file of dist/ holds uncommitted work",
            "Writing it would lose somebody's words",
            "commit it, take it into patches/ with absorb, or undo it");

    public static final Rule STRAY_TREE = Rule.warning(
            "stray-tree",
            "A tree in dist/ belongs to no cluster",
            "Nobody keeps it up to date",
            "remove it, or list its cluster");

    private Output() {}
}
