package espalier.bootstrap;

import espalier.Identity;
import espalier.applied.AppliedUnit;
import espalier.applied.BuiltObject;
import espalier.hidden.Hidden;
import espalier.hidden.Mask;
import espalier.live.LiveException;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Flux will apply of a Kustomization, with the values that the cluster has for its variables by now. */
final class UnitContent {
    private static final String NAMESPACE = "flux-system";

    private final List<Mapping> objects = new ArrayList<>();
    private final List<Hidden> secrets;

    private UnitContent(List<Hidden> secrets) {
        this.secrets = secrets;
    }

    /** Something that is done with a content. */
    interface Work<T> {
        T done() throws LiveException, BootstrapException;
    }

    /** The content of the Kustomization called {@code name}. */
    static UnitContent of(String name, Ground ground) throws LiveException, BootstrapException {
        AppliedUnit unit = ground.tree().unit(name);
        Map<Identity, Map<String, String>> sources = sources(unit, ground);
        AppliedUnit.Applied applied = unit.applied(NAMESPACE, name, sources::get);
        for (Map.Entry<Identity, String> refused : applied.notApplied().entrySet()) {
            throw BootstrapException.refused(refused.getKey() + " of " + name + " is needed before Flux, but "
                    + refused.getValue() + ": let what comes before Flux do without, or make it before");
        }
        var content = new UnitContent(applied.secrets().stream().map(Hidden::of).toList());
        for (BuiltObject object : applied.objects()) {
            content.objects.add(object.body());
        }
        return content;
    }

    /** What the cluster has of the ConfigMaps and Secrets from which variables come. */
    private static Map<Identity, Map<String, String>> sources(AppliedUnit unit, Ground ground) throws LiveException {
        var found = new HashMap<Identity, Map<String, String>>();
        if (unit.spec("postBuild") instanceof Mapping postBuild) {
            Sequence names = postBuild.sequence("substituteFrom");
            for (Value each : names == null ? new Sequence() : names) {
                Mapping source = (Mapping) each;
                String kind = String.valueOf(source.text("kind"));
                String name = String.valueOf(source.text("name"));
                Mapping live = ground.cluster().get("v1", kind, NAMESPACE, name);
                if (live != null) {
                    found.put(Identity.of("", kind, NAMESPACE, name), values(live, kind.equals("Secret")));
                }
            }
        }
        return found;
    }

    private static Map<String, String> values(Mapping live, boolean encoded) {
        var values = new HashMap<String, String>();
        Mapping data = live.mapping("data");
        if (data == null) {
            return values;
        }
        for (String key : data.keys()) {
            String text = data.get(key) instanceof Leaf leaf ? leaf.text() : "";
            values.put(key, encoded ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8) : text);
        }
        return values;
    }

    /** The values in it that come from Secrets. */
    List<Hidden> secrets() {
        return secrets;
    }

    /** What {@code work} gives. Why it fails, is said without what comes from Secrets: an API server quotes what it refuses. */
    <T> T hiding(Work<T> work) throws LiveException, BootstrapException {
        Mask mask = Mask.of(secrets);
        try {
            return work.done();
        } catch (LiveException e) {
            throw new LiveException(mask.over(String.valueOf(e.getMessage())), e);
        } catch (BootstrapException e) {
            throw e.under(mask);
        }
    }

    /** What can be applied without Flux. */
    List<Mapping> plain() {
        return objects.stream()
                .filter(object -> !UnitSteps.isOfFlux(String.valueOf(object.text("apiVersion"))))
                .toList();
    }

    /** The object, or null where the tree has none. */
    @Nullable
    Mapping object(Identity identity) {
        for (Mapping object : objects) {
            if (BuiltObject.identity(object).equals(identity)) {
                return object;
            }
        }
        return null;
    }
}
