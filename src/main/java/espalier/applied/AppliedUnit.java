package espalier.applied;

import espalier.Identity;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Flux Kustomization of a tree, or the tree's entry, with what it applies. */
public final class AppliedUnit {
    private static final String OWNER = "kustomize.toolkit.fluxcd.io/";

    private final String path;
    private final @Nullable Mapping kustomization;
    private final List<BuiltObject> built;
    private final String gap;
    private final boolean broken;

    AppliedUnit(String path, @Nullable Mapping kustomization, List<BuiltObject> built, String gap, boolean broken) {
        this.path = path;
        this.kustomization = kustomization;
        this.built = built;
        this.gap = gap;
        this.broken = broken;
    }

    /** Where its files stand, from the repository's root on. */
    public String path() {
        return path;
    }

    /** The Flux Kustomization as git has it; null for an entry that git has none of. */
    public @Nullable Mapping kustomization() {
        return kustomization;
    }

    /** Its objects before Flux puts values in. */
    public List<BuiltObject> built() {
        return built;
    }

    /** Why its objects are not known; empty where they are. */
    public String gap() {
        return gap;
    }

    /** Whether its objects are not known because nobody can build them. */
    public boolean isBroken() {
        return broken;
    }

    /** What its Kustomization says at {@code key} of its spec; null for nothing. */
    public @Nullable Value spec(String key) {
        Mapping spec = kustomization == null ? null : kustomization.mapping("spec");
        return spec == null ? null : spec.get(key);
    }

    /** Where values come from that are not in git: a ConfigMap or a Secret of a namespace, by its keys; null where there is none. */
    public interface Values {
        @Nullable
        Map<String, String> of(Identity source);
    }

    /**
     * What Flux applies.
     *
     * @param objects with the labels by which Flux knows its own, for the Kustomization called {@code namespace}/{@code name}
     * @param secrets the values that come from Secrets, which nobody may see
     * @param notApplied why an object could not be made, by the object
     */
    public record Applied(List<BuiltObject> objects, Set<String> secrets, Map<Identity, String> notApplied) {}

    /** What Flux applies in the name of the Kustomization {@code namespace}/{@code name}. */
    public Applied applied(String namespace, String name, Values values) {
        var applied = new Applied(new ArrayList<>(), new LinkedHashSet<>(), new HashMap<>());
        Map<String, String> variables;
        try {
            variables = variables(namespace, values, applied.secrets);
        } catch (NotUnderstood e) {
            for (BuiltObject object : built) {
                applied.notApplied.put(object.identity(), e.said());
            }
            return applied;
        }
        for (BuiltObject object : built) {
            try {
                Mapping body = substituted(object, variables);
                dataOnly(body);
                Mapping labels = body.child("metadata").child("labels");
                labels.put(OWNER + "name", name).put(OWNER + "namespace", namespace);
                applied.objects.add(new BuiltObject(body, object.file()));
            } catch (NotUnderstood e) {
                applied.notApplied.put(object.identity(), e.said());
            }
        }
        return applied;
    }

    private Map<String, String> variables(String namespace, Values values, Set<String> secrets) throws NotUnderstood {
        var variables = new HashMap<String, String>();
        if (!(spec("postBuild") instanceof Mapping postBuild)) {
            return variables;
        }
        Sequence sources = postBuild.sequence("substituteFrom");
        for (Value each : sources == null ? new Sequence() : sources) {
            Mapping source = (Mapping) each;
            var identity =
                    Identity.of("", BuiltObject.text(source, "kind"), namespace, BuiltObject.text(source, "name"));
            Map<String, String> found = values.of(identity);
            if (found == null && !"true".equals(source.text("optional"))) {
                throw new NotUnderstood("its variables come from " + identity + ", which is not there");
            }
            (found == null ? Map.<String, String>of() : found).forEach((key, value) -> {
                variables.put(key, value.replace("\n", ""));
                if (identity.kind().equals("Secret") && !value.isBlank()) {
                    secrets.add(value.replace("\n", ""));
                }
            });
        }
        Mapping written = postBuild.mapping("substitute");
        if (written != null) {
            written.forEach((key, value) -> {
                if (value instanceof Leaf leaf) {
                    variables.put(key, leaf.text().replace("\n", ""));
                }
            });
        }
        return variables;
    }

    /** Why Flux can put no values in, whichever they are, and so applies nothing; empty where it can. */
    public String unreadable() {
        if (!(spec("postBuild") instanceof Mapping postBuild)
                || !postBuild.has("substitute") && !postBuild.has("substituteFrom")) {
            return "";
        }
        for (BuiltObject object : built) {
            try {
                substituted(object, Map.of("", "")); // that there are any is what counts
            } catch (NotUnderstood e) {
                if (e.isBroken()) {
                    return e.said() + " in " + object.identity();
                }
            }
        }
        return "";
    }

    private static Mapping substituted(BuiltObject object, Map<String, String> variables) throws NotUnderstood {
        Mapping body = object.body();
        boolean asIs = variables.isEmpty() || BuiltObject.isMarked(body, "substitute", "disabled");
        return asIs ? body.copy() : (Mapping) Variables.in(body, variables);
    }

    /** Flux does so as well, so that a key which git drops goes. */
    private static void dataOnly(Mapping body) {
        Mapping plain = body.mapping("stringData");
        if (plain != null && BuiltObject.text(body, "kind").equals("Secret")) {
            Mapping data = body.child("data");
            plain.forEach((key, value) -> {
                String text = value instanceof Leaf leaf ? leaf.text() : "";
                data.put(key, Scalar.of(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
            });
            body.remove("stringData");
        }
    }
}
