package espalier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a kind of object: how it refers to others, what comes to be because of it, whether it stands in a
 * namespace, how one sees that it is ready, what must not be pruned.
 *
 * <p>Immutable; each method gives a changed copy. The kinds of Kubernetes, Flux and many operators are known; a cluster or
 * construct tells of another with {@link Node#describe}:
 *
 * <pre>{@code
 * node().describe(Kind.of("example.com", "Mailbox")
 *     .names(ReferenceField.secret("spec.login.name").withKey())
 *     .makes((mailbox, made) -> made.secret(mailbox.name() + "-imap", List.of("host", "password")))
 *     .readyWhen("status.phase == 'Active'"));
 * }</pre>
 */
public final class Kind implements Cloneable {
    private static final Duration USUALLY_READY = Duration.ofMinutes(5);

    private final String group;
    private final String name;
    private String plural;
    private boolean clusterScoped;
    private boolean precious;
    private boolean runsPods;
    private Duration readyWithin = USUALLY_READY;
    private Readiness readiness = Readiness.STATUS;
    private @Nullable String readyWhen;
    private List<ReferenceField> references = List.of();
    private List<Maker> makers = List.of();

    /** How one sees that an object is ready. */
    public enum Readiness {
        /** By its status, as kstatus reads it: a condition Ready or Stalled; what has neither is ready as soon as it exists. */
        STATUS,
        /** By an expression over the object. */
        EXPRESSION,
        /** Not at all, though it takes time: whoever waits for it waits for nothing. */
        NEVER
    }

    /** Says what comes to be on the cluster because of an object. */
    public interface Maker {
        /** Adds to {@code made} what exists because of {@code object}. */
        void make(KubernetesObject object, Made made);
    }

    private Kind(String group, String name) {
        this.group = group;
        this.name = name;
        this.plural = pluralOf(name);
    }

    /**
     * A kind of which nothing is known yet: it stands in a namespace, and its status says when it is ready.
     *
     * @param group the API group, empty for the core one
     */
    public static Kind of(String group, String name) {
        return new Kind(group, name);
    }

    /** As English and nearly every definition has it. */
    private static String pluralOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int length = lower.length();
        char last = length == 0 ? ' ' : lower.charAt(length - 1);
        boolean afterVowel = length > 1 && "aeiou".indexOf(lower.charAt(length - 2)) >= 0;
        if (last == 'y' && !afterVowel) {
            return lower.substring(0, length - 1) + "ies";
        }
        return lower + (last == 's' || last == 'x' || lower.endsWith("ch") ? "es" : "s");
    }

    private Kind changed() {
        try {
            return (Kind) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first part of its definition's name, where it is no usual plural. */
    public Kind plural(String plural) {
        Kind changed = changed();
        changed.plural = plural;
        return changed;
    }

    /** Its objects stand in no namespace. */
    public Kind clusterScoped() {
        Kind changed = changed();
        changed.clusterScoped = true;
        return changed;
    }

    /** Losing one loses data, or everything that hangs on it: Flux must not prune it unasked. */
    public Kind precious() {
        Kind changed = changed();
        changed.precious = true;
        return changed;
    }

    /** Pods come to be because of one, with labels that are not known. */
    public Kind runsPods() {
        Kind changed = changed();
        changed.runsPods = true;
        return changed;
    }

    /** How long one may take to become ready when all it needs is there; default 5 minutes. */
    public Kind readyWithin(Duration duration) {
        Kind changed = changed();
        changed.readyWithin = duration;
        return changed;
    }

    /** One is ready when this CEL expression over the object is true, as Flux's {@code healthCheckExprs} take it. */
    public Kind readyWhen(String expression) {
        Kind changed = changed();
        changed.readiness = Readiness.EXPRESSION;
        changed.readyWhen = expression;
        return changed;
    }

    /** Nobody can see when one is ready. */
    public Kind neverReports() {
        Kind changed = changed();
        changed.readiness = Readiness.NEVER;
        return changed;
    }

    /** Fields that hold names of other objects, beside those said before. */
    public Kind names(ReferenceField... fields) {
        return names(List.of(fields));
    }

    /** Fields that hold names of other objects, beside those said before. */
    public Kind names(List<ReferenceField> fields) {
        Kind changed = changed();
        changed.references = joined(references, fields);
        return changed;
    }

    /** What comes to be because of one, beside what was said before. */
    public Kind makes(Maker maker) {
        Kind changed = changed();
        changed.makers = joined(makers, List.of(maker));
        return changed;
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        if (some.isEmpty()) {
            return List.copyOf(more);
        }
        var all = new ArrayList<T>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** This kind with what {@code other} knows of it as well. */
    public Kind and(Kind other) {
        Kind both = names(other.references);
        both.makers = joined(makers, other.makers);
        both.clusterScoped |= other.clusterScoped;
        both.precious |= other.precious;
        both.runsPods |= other.runsPods;
        if (other.readiness != Readiness.STATUS) {
            both.readiness = other.readiness;
            both.readyWhen = other.readyWhen;
        }
        if (!other.readyWithin.equals(USUALLY_READY)) {
            both.readyWithin = other.readyWithin;
        }
        if (!other.plural.equals(pluralOf(name))) {
            both.plural = other.plural;
        }
        return both;
    }

    public String group() {
        return group;
    }

    /** As objects write it in {@code kind}. */
    public String name() {
        return name;
    }

    /** What the API calls all its objects, in lower case. */
    public String plural() {
        return plural;
    }

    /** What its CustomResourceDefinition is called. */
    public String definitionName() {
        return plural + "." + group;
    }

    public boolean isClusterScoped() {
        return clusterScoped;
    }

    public boolean isPrecious() {
        return precious;
    }

    /** Whether pods come to be because of one, of which the labels are not known. */
    public boolean isRunningPods() {
        return runsPods;
    }

    public Duration readyWithin() {
        return readyWithin;
    }

    public Readiness readiness() {
        return readiness;
    }

    /** The expression that is true when one is ready, or null. */
    public @Nullable String readyWhen() {
        return readyWhen;
    }

    public List<ReferenceField> references() {
        return references;
    }

    /** What comes to be because of {@code object}, which is of this kind. */
    public List<Provision> made(KubernetesObject object) {
        if (makers.isEmpty()) {
            return List.of();
        }
        var made = new Made(object);
        for (Maker maker : makers) {
            maker.make(object, made);
        }
        return made.all();
    }

    @Override
    public String toString() {
        return group.isEmpty() ? name : group + "/" + name;
    }
}
