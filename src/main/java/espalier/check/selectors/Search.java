package espalier.check.selectors;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.rules.References;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what a selector is meant to find, and tells where it finds nothing.
 *
 * <p>Where there may be more than the objects tell of, only a selector that misses something by a letter is told.
 */
final class Search {
    private final Selectable selectable;

    Search(Selectable selectable) {
        this.selectable = selectable;
    }

    Selectable selectable() {
        return selectable;
    }

    /** The pods of {@code namespaces} that the selector at {@code field} of {@code object} matches. */
    List<Labelled> pods(KubernetesObject object, FieldPath field, Namespaces namespaces) {
        return field.in(object.body()) instanceof Mapping selector
                ? find(object, field, Selector.of(selector), namespaces, selectable.pods(), "pods")
                : List.of();
    }

    /** As {@link #pods(KubernetesObject, FieldPath, Namespaces)}, of the {@code selector} at {@code key} of {@code field}. */
    List<Labelled> pods(
            KubernetesObject object, FieldPath field, String key, @Nullable Mapping selector, Namespaces namespaces) {
        if (selector == null) {
            return List.of();
        }
        Selector wanted = Selector.of(selector);
        List<Labelled> found = matches(wanted, namespaces, selectable.pods());
        return !found.isEmpty() || wanted.isEmpty()
                ? found
                : find(object, field.field(key), wanted, namespaces, selectable.pods(), "pods");
    }

    private static List<Labelled> matches(Selector selector, Namespaces namespaces, LabelIndex index) {
        List<Labelled> found = List.of();
        for (String namespace : namespaces.names()) {
            found = joined(found, index.matches(namespace, selector));
        }
        return found;
    }

    /** The Services of {@code namespaces} that the selector at {@code field} of {@code object} matches. */
    List<Labelled> services(KubernetesObject object, FieldPath field, Namespaces namespaces) {
        return find(object, field, namespaces, selectable.services(), "Services");
    }

    private List<Labelled> find(
            KubernetesObject object, FieldPath field, Namespaces namespaces, LabelIndex index, String what) {
        if (!(field.in(object.body()) instanceof Mapping mapping)) {
            return List.of();
        }
        return find(object, field, Selector.of(mapping), namespaces, index, what);
    }

    List<Labelled> find(
            KubernetesObject object,
            FieldPath field,
            Selector selector,
            Namespaces namespaces,
            LabelIndex index,
            String what) {
        List<Labelled> found = matches(selector, namespaces, index);
        if (!found.isEmpty() || selector.isEmpty()) {
            return found;
        }
        boolean mayBeMore = namespaces.mayBeMore();
        String slip = null;
        for (String namespace : namespaces.names()) {
            mayBeMore |= selectable.isOpen(namespace);
            slip = slip == null ? index.slip(namespace, selector) : slip;
        }
        tell(object, field, selector.toString(), what + where(namespaces), slip, mayBeMore);
        return found;
    }

    /** Nearly always one of them is all there is. */
    private static List<Labelled> joined(List<Labelled> some, List<Labelled> more) {
        if (some.isEmpty() || more.isEmpty()) {
            return some.isEmpty() ? more : some;
        }
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static String where(Namespaces namespaces) {
        return namespaces.names().size() == 1
                ? " in " + namespaces.names().iterator().next()
                : "";
    }

    /** The namespaces that the selector at {@code field} of {@code object} matches; all of them where there is none. */
    Namespaces namespaces(KubernetesObject object, FieldPath field) {
        return field.in(object.body()) instanceof Mapping selector
                ? namespaces(object, field, selector)
                : Namespaces.own(object);
    }

    /** As {@link #namespaces(KubernetesObject, FieldPath)}, of the {@code selector} at {@code key} of {@code field}. */
    Namespaces namespaces(KubernetesObject object, FieldPath field, String key, Mapping selector) {
        String named = Selectable.named(selector);
        return named != null && selectable.namespaceNames().contains(named)
                ? new Namespaces(Set.of(named), false)
                : namespaces(object, field.field(key), selector);
    }

    private Namespaces namespaces(KubernetesObject object, FieldPath field, Mapping mapping) {
        String named = Selectable.named(mapping);
        if (named != null) {
            return named(object, field, named);
        }
        Selector selector = Selector.of(mapping);
        var names = new ArrayList<String>();
        String slip = null;
        for (Labelled namespace : selectable.namespaces()) {
            if (selector.matches(namespace.labels())) {
                names.add(namespace.object().name());
            }
            slip = slip == null ? selector.slip(namespace.labels()) : slip;
        }
        if (names.isEmpty() && !selector.isEmpty()) {
            tell(object, field, selector.toString(), "namespaces", slip, true);
        }
        return new Namespaces(selector.isEmpty() ? selectable.namespaceNames() : names, true);
    }

    /** The namespace {@code name}, which {@code field} of {@code object} asks for; told where nothing is in it. */
    Namespaces named(KubernetesObject object, FieldPath field, String name) {
        if (!selectable.namespaceNames().contains(name)) {
            tell(object, field, name, "namespaces", Names.slip(name, selectable.namespaceNames()), false);
        }
        return new Namespaces(Set.of(name), !selectable.namespaceNames().contains(name));
    }

    /** @param mayBeMore whether something can be there that is not known */
    void tell(
            KubernetesObject object,
            FieldPath field,
            String selector,
            String what,
            @Nullable String slip,
            boolean mayBeMore) {
        if (mayBeMore && slip == null) {
            return;
        }
        Rule rule = mayBeMore ? References.SELECTOR_MISSPELT : References.SELECTOR_MATCHES_NOTHING;
        report(
                rule,
                object,
                field,
                what + " by " + selector, // the labels of what all of them look for may be the slip
                "Tried to find " + what + " by " + selector + " in " + field + " of " + object
                        + ", but nothing that is known here matches"
                        + (slip == null ? "" : "; the nearest has " + slip),
                slip == null
                        ? "correct the selector, or waive \"" + rule + "\" where an operator makes what it is for"
                        : "write " + slip + ", or waive \"" + rule + "\" where something else is meant");
    }

    static void report(Rule rule, KubernetesObject object, FieldPath field, Object cause, String message, String fix) {
        object.owner().findings().report(rule, object, field, cause, message, fix);
    }
}
