package espalier.live;

import java.util.ArrayList;
import java.util.List;

/** Finds what a person means by a name among Flux's objects. */
final class Named {
    private Named() {}

    /**
     * The object called {@code name}, which may have its kind in front ({@code helmrelease/cilium}). Where several kinds have
     * one of that name, what applies wins over what fetches, and a Kustomization over a HelmRelease.
     */
    static FluxObject find(List<FluxObject> objects, String name) throws LiveException {
        int slash = name.lastIndexOf('/');
        String wanted = name.substring(slash + 1);
        FluxKind kind = slash < 0 ? null : FluxKind.named(name.substring(0, slash));
        String namespace = slash < 0 || kind != null ? null : name.substring(0, slash);
        var found = new ArrayList<FluxObject>();
        for (FluxObject object : objects) {
            boolean meant = object.name().equals(wanted)
                    && (kind == null || object.kind() == kind)
                    && (namespace == null || object.namespace().equals(namespace));
            if (meant) {
                found.add(object);
            }
        }
        if (found.isEmpty()) {
            throw new LiveException("Flux has nothing called " + name + " there; it has: " + names(objects));
        }
        FluxObject best = best(found);
        for (FluxObject other : found) {
            if (other != best && other.kind() == best.kind()) {
                throw new LiveException("there are several of that name: " + other + " and " + best
                        + "; say which, as in " + best.namespace() + "/" + best.name());
            }
        }
        return best;
    }

    private static FluxObject best(List<FluxObject> found) {
        for (FluxKind kind : new FluxKind[] {FluxKind.KUSTOMIZATION, FluxKind.HELM_RELEASE}) {
            for (FluxObject object : found) {
                if (object.kind() == kind) {
                    return object;
                }
            }
        }
        return found.get(0);
    }

    private static String names(List<FluxObject> objects) {
        var names = new ArrayList<String>();
        for (FluxObject object : objects) {
            if (!object.kind().isSource()) {
                names.add(object.name());
            }
        }
        return names.isEmpty() ? "no Kustomization and no HelmRelease" : String.join(", ", names);
    }
}
