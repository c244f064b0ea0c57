package espalier.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rules of the compiler, for those who list or explain them. */
public final class Rules {
    private static final Chapter POLICIES = new Chapter(Policies.class, "What a cluster chooses to keep to");

    private static final List<Chapter> CHAPTERS = List.of(
            new Chapter(Construction.class, "How the Java is put together"),
            new Chapter(References.class, "What names something else"),
            new Chapter(Ordering.class, "What waits for what"),
            new Chapter(Ownership.class, "Who owns what"),
            new Chapter(Scarcity.class, "What can be given only once"),
            new Chapter(Soundness.class, "What Kubernetes would refuse, or would not do as meant"),
            new Chapter(Schemas.class, "What the schema of an object's kind does not allow"),
            new Chapter(Platforms.class, "What a cluster runs on"),
            new Chapter(Versions.class, "In which version images and charts run"),
            new Chapter(Images.class, "What Flux keeps up to date by itself"),
            new Chapter(Encryption.class, "What is encrypted in git"),
            POLICIES,
            new Chapter(Output.class, "What becomes of dist/"));

    private Rules() {}

    /** The rules by subject, in the order in which a cluster is compiled. */
    public static List<Chapter> chapters() {
        return CHAPTERS;
    }

    /** All of them. */
    public static List<Rule> all() {
        var rules = new ArrayList<Rule>();
        for (Chapter chapter : CHAPTERS) {
            rules.addAll(chapter.rules());
        }
        return rules;
    }

    /** What clusters can choose to keep to. */
    public static List<Rule> policies() {
        return POLICIES.rules();
    }

    /** The rule called {@code id}, or null where the compiler has none: constructs can have rules of their own. */
    public static @Nullable Rule called(String id) {
        for (Rule rule : all()) {
            if (rule.id().equals(id)) {
                return rule;
            }
        }
        return null;
    }

    /** The constant that holds {@code rule}, as Java names it, or null for a construct's own. */
    public static @Nullable String constant(Rule rule) {
        for (Chapter chapter : CHAPTERS) {
            String constant = chapter.constant(rule);
            if (constant != null) {
                return constant;
            }
        }
        return null;
    }
}
