package espalier.applied;

import espalier.Identity;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every Flux Kustomization of a cluster's tree with its objects, the entry first, each one before those that it applies. */
public final class AppliedTree {
    private static final String GROUP = "kustomize.toolkit.fluxcd.io";

    /** What a Kustomization may say without making other objects of its files. */
    private static final Set<String> UNDERSTOOD = Set.of(
            "interval",
            "path",
            "prune",
            "sourceRef",
            "timeout",
            "wait",
            "dependsOn",
            "retryInterval",
            "healthChecks",
            "healthCheckExprs",
            "postBuild",
            "decryption",
            "suspend",
            "force",
            "deletionPolicy",
            "serviceAccountName");

    private final String directory;
    private final KustomizeBuild build;
    private final List<AppliedUnit> units = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private AppliedTree(TreeFiles files, String directory, Documents read) {
        this.directory = directory;
        this.build = new KustomizeBuild(files, read);
    }

    /**
     * The tree of {@code directory}, as in {@code dist/lab}.
     *
     * @param files of the whole repository
     */
    public static AppliedTree of(TreeFiles files, String directory) {
        return of(files, directory, new Documents());
    }

    /**
     * The same, for a tree that will be compared with others.
     *
     * @param read what was read for those
     */
    public static AppliedTree of(TreeFiles files, String directory, Documents read) {
        var tree = new AppliedTree(files, directory, read);
        tree.add(directory, null);
        return tree;
    }

    private void add(String path, @Nullable Mapping kustomization) {
        if (!seen.add(path + " " + (kustomization == null ? "" : BuiltObject.identity(kustomization)))) {
            return;
        }
        List<BuiltObject> built = List.of();
        String gap = kustomization == null ? "" : gap(path, kustomization);
        boolean broken = false;
        try {
            built = gap.isEmpty() ? build.of(path) : List.of();
        } catch (NotUnderstood e) {
            gap = e.said();
            broken = e.isBroken();
        }
        Mapping own = kustomization;
        for (BuiltObject object : built) {
            // What flux bootstrap writes applies itself.
            own = own == null
                            && isKustomization(object.body())
                            && path(object.body()).equals(path)
                    ? object.body()
                    : own;
        }
        units.add(new AppliedUnit(path, own, built, gap, broken));
        Identity self = own == null ? null : BuiltObject.identity(own);
        for (BuiltObject object : built) {
            if (isKustomization(object.body()) && !object.identity().equals(self)) {
                add(path(object.body()), object.body());
            }
        }
    }

    private String gap(String path, Mapping kustomization) {
        if (!path.equals(directory) && !path.startsWith(directory + "/")) {
            return "its files do not stand in " + directory + ", but in " + (path.isEmpty() ? "the root" : path)
                    + " of its source";
        }
        Mapping spec = kustomization.mapping("spec");
        for (String key : spec == null ? List.<String>of() : spec.keys()) {
            if (!UNDERSTOOD.contains(key)) {
                return "it says " + key + ", which only Flux itself follows";
            }
        }
        return "";
    }

    /** Whether {@code object} is one of Flux's Kustomizations. */
    public static boolean isKustomization(Mapping object) {
        Identity identity = BuiltObject.identity(object);
        return identity.kind().equals("Kustomization") && identity.group().equals(GROUP);
    }

    /** Where the Flux Kustomization {@code object} finds its files, without {@code ./} and the last slash. */
    public static String path(Mapping object) {
        Mapping spec = object.mapping("spec");
        return KustomizeBuild.resolved("", spec == null ? "" : BuiltObject.text(spec, "path"));
    }

    /** Where it stands, as {@code dist/lab}. */
    public String directory() {
        return directory;
    }

    /** The entry first. */
    public List<AppliedUnit> units() {
        return units;
    }

    /** All objects by who they are, without the values that Flux puts in. */
    public Map<Identity, Mapping> objects() {
        var objects = new LinkedHashMap<Identity, Mapping>();
        for (AppliedUnit unit : units) {
            for (BuiltObject object : unit.built()) {
                objects.put(object.identity(), object.body());
            }
        }
        return objects;
    }
}
