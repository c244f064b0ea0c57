package espalier.moves;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.tree.Mapping;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code dist/} says of some objects for a while, beside what the Java says, so that Flux does no harm by the commit that
 * comes next.
 *
 * <p>It is nothing that a construct, a check or a page knows of: the cluster is what it was, only its files are written otherwise.
 */
public final class Moves {
    /** Nothing: the files are what the Java says. */
    public static final Moves NONE = new Moves(Map.of(), Map.of());

    /** The annotation by which Flux is told to leave an object where git has it no more. */
    public static final String MARK = "kustomize.toolkit.fluxcd.io/prune";

    private final Map<Verb, Set<Identity>> objects;
    private final Map<Identity, String> from;

    /** What is done to an object. */
    public enum Verb {
        /** It is marked with {@code prune: disabled}, so that Flux leaves it where its Kustomization has it no more. */
        KEEP,
        /** A HelmRelease that is suspended is not uninstalled by helm-controller when it goes. */
        SUSPEND,
        /** It is left out, so that its operator lets go of it while that is still there. */
        REMOVE;

        /** In the file, and for people and programs. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private Moves(Map<Verb, Set<Identity>> objects, Map<Identity, String> from) {
        this.objects = objects;
        this.from = from;
    }

    /**
     * These, each object as {@code metadata} has it: a generated ConfigMap without the hash behind its name.
     *
     * @param from the Kustomizations that apply the objects until the next commit; of any of them it may be left unsaid
     */
    public static Moves of(Map<Verb, Set<Identity>> objects, Map<Identity, String> from) {
        var ordered = new LinkedHashMap<Verb, Set<Identity>>();
        for (Verb verb : Verb.values()) {
            ordered.put(verb, new LinkedHashSet<>(objects.getOrDefault(verb, Set.of())));
        }
        return new Moves(ordered, Map.copyOf(from));
    }

    /** The objects that {@code verb} is done to. */
    public Set<Identity> objects(Verb verb) {
        return objects.getOrDefault(verb, Set.of());
    }

    /** The Kustomization that applies {@code object} until the next commit; null where nobody said. */
    public @Nullable String from(Identity object) {
        return from.get(object);
    }

    /** Whether {@code object} has no file. */
    public boolean removes(KubernetesObject object) {
        return objects(Verb.REMOVE).contains(object.identity());
    }

    /** What is written of {@code object}: itself, or a copy that says more. */
    public Mapping written(KubernetesObject object) {
        boolean keeps = objects(Verb.KEEP).contains(object.identity());
        boolean suspends = objects(Verb.SUSPEND).contains(object.identity());
        if (!keeps && !suspends) {
            return object.body();
        }
        Mapping copy = object.body().copy();
        if (keeps) {
            copy.child("metadata").child("annotations").put(MARK, "disabled");
        }
        if (suspends) {
            copy.child("spec").put("suspend", true);
        }
        return copy;
    }
}
