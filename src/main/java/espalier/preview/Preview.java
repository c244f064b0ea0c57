package espalier.preview;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.Identity;
import espalier.applied.AppliedTree;
import espalier.applied.AppliedUnit;
import espalier.applied.BuiltObject;
import espalier.doctor.NoAnswer;
import espalier.doctor.ObjectSource;
import espalier.doctor.Refused;
import espalier.doctor.Resource;
import espalier.doctor.Right;
import espalier.live.DryRun;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What Flux would do with a tree on a running cluster. */
public final class Preview {
    private static final Resource KUSTOMIZATION =
            new Resource(LiveKustomizations.GROUP, "v1", "Kustomization", "kustomizations");
    /** Who applies the entry of a tree that nobody follows yet. */
    private static final Identity SUPPOSED =
            Identity.of(LiveKustomizations.GROUP, "Kustomization", "flux-system", "flux-system");

    private static final int AT_ONCE = 8;

    private final AppliedTree tree;
    private final ObjectSource source;
    private final DryRun server;
    private final LiveKustomizations live;
    private final Map<Identity, Mapping> objects;
    private final Map<Identity, Identity> definitions = new HashMap<>();
    private final List<Prediction> predictions = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final SortedSet<Right> lacking = Collections.synchronizedSortedSet(new TreeSet<>());
    private int unchanged;

    private Preview(AppliedTree tree, ObjectSource source, DryRun server, LiveKustomizations live) {
        this.tree = tree;
        this.source = source;
        this.server = server;
        this.live = live;
        this.objects = tree.objects();
        objects.forEach((identity, object) -> {
            Mapping spec = object.mapping("spec");
            Mapping names = spec == null ? null : spec.mapping("names");
            if (identity.kind().equals("CustomResourceDefinition") && spec != null && names != null) {
                definitions.put(
                        Identity.of(String.valueOf(spec.text("group")), String.valueOf(names.text("kind")), "", ""),
                        identity);
            }
        });
    }

    /**
     * What would become of every object of {@code tree} and of what Flux has applied of earlier ones.
     *
     * @param source where objects are read
     * @param server where they are tried
     */
    public static Preview of(AppliedTree tree, ObjectSource source, DryRun server) throws NoAnswer {
        var refused = new TreeSet<Right>();
        List<Mapping> kustomizations = List.of();
        try {
            kustomizations = source.list(KUSTOMIZATION, "", "");
        } catch (Refused e) {
            refused.add(e.right());
        }
        var preview = new Preview(tree, source, server, new LiveKustomizations(kustomizations));
        preview.lacking.addAll(refused);
        preview.predict();
        return preview;
    }

    private void predict() throws NoAnswer {
        Map<Identity, Set<Identity>> wanted = new LinkedHashMap<>();
        Map<Identity, Identity> appliers = new HashMap<>();
        for (AppliedUnit unit : tree.units()) {
            Identity follower = live.of(unit);
            Mapping present = follower == null ? null : live.get(follower);
            Identity kustomization = follower == null ? SUPPOSED : follower;
            if (follower == null) {
                notes.add("no Kustomization of that cluster follows " + unit.path()
                        + ": this is what would be if one called flux-system did");
            }
            if (!unit.gap().isEmpty()) {
                notes.add("not compared: what " + kustomization + " applies: " + unit.gap());
                continue;
            }
            boolean suspended = unit.spec("suspend") instanceof Leaf leaf
                    ? leaf.text().equals("true")
                    : LiveKustomizations.spec(present, "suspend").equals("true");
            if (suspended) {
                notes.add(kustomization + " is suspended: nothing of " + unit.path() + " happens until somebody runs"
                        + " espalier resume " + kustomization.name());
                for (BuiltObject object : unit.built()) {
                    appliers.put(object.identity(), kustomization);
                }
                continue;
            }
            var own = new HashSet<Identity>();
            for (BuiltObject object : unit.built()) {
                own.add(object.identity());
                appliers.put(object.identity(), kustomization);
            }
            if (follower != null) {
                wanted.put(follower, own);
            }
            tryOut(unit, kustomization);
        }
        var pruning = new Pruning(source, objects, appliers, predictions, lacking);
        for (Map.Entry<Identity, Set<Identity>> entry : wanted.entrySet()) {
            Mapping present = live.get(entry.getKey());
            if (present != null) {
                pruning.of(entry.getKey(), present, entry.getValue());
            }
        }
    }

    private void tryOut(AppliedUnit unit, Identity kustomization) throws NoAnswer {
        AppliedUnit.Applied applied = unit.applied(kustomization.namespace(), kustomization.name(), this::values);
        applied.notApplied()
                .forEach((object, why) ->
                        predictions.add(new Prediction(object, Fate.REFUSED, kustomization.name(), why, List.of())));
        boolean forced = unit.spec("force") instanceof Leaf leaf && leaf.text().equals("true");
        var trial = new Trial(server, new Surroundings());
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var running = new ArrayList<Future<@Nullable Prediction>>();
            for (BuiltObject object : applied.objects()) {
                running.add(pool.submit(() -> trial.of(object, kustomization.name(), forced, applied.secrets())));
            }
            for (Future<@Nullable Prediction> each : running) {
                Prediction prediction = each.get();
                if (prediction == null) {
                    unchanged++;
                } else {
                    predictions.add(prediction);
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoAnswer why) {
                throw why;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("it was interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** From the tree where it has them, since Flux applies that first; otherwise from the cluster. */
    private @Nullable Map<String, String> values(Identity from) {
        Mapping object = objects.get(from);
        boolean secret = from.kind().equals("Secret");
        if (object == null || object.has("sops")) {
            try {
                object = source.get(
                        new Resource("", "v1", from.kind(), secret ? "secrets" : "configmaps"),
                        from.namespace(),
                        from.name());
            } catch (Refused e) {
                lacking.add(e.right());
                object = null;
            } catch (NoAnswer e) {
                object = null;
            }
        }
        if (object == null) {
            return null;
        }
        var values = new HashMap<String, String>();
        put(object.mapping("data"), secret, values);
        put(object.mapping("stringData"), false, values);
        return values;
    }

    private static void put(@Nullable Mapping data, boolean encoded, Map<String, String> into) {
        if (data != null) {
            data.forEach((key, value) -> {
                String text = value instanceof Leaf leaf ? leaf.text() : "";
                into.put(key, encoded ? new String(Base64.getDecoder().decode(text), UTF_8) : text);
            });
        }
    }

    private final class Surroundings implements Trial.Tree {
        @Override
        public @Nullable Identity definition(String group, String kind) {
            return definitions.get(Identity.of(group, kind, "", ""));
        }

        @Override
        public boolean makesNamespace(String name) {
            return objects.containsKey(Identity.of("", "Namespace", "", name));
        }

        @Override
        public void lacks(Right right) {
            lacking.add(right);
        }
    }

    /** What would become of each object of which anything would, in the order in which Flux comes to it; then what goes. */
    public List<Prediction> predictions() {
        return predictions;
    }

    /** What could not be compared, and why. */
    public List<String> notes() {
        return notes;
    }

    /** What this user may not do, so that something is not known. */
    public SortedSet<Right> lacking() {
        return lacking;
    }

    /** How many objects stay as they are. */
    public int unchanged() {
        return unchanged;
    }

    /** How often the API server was asked. */
    public int calls() {
        return source.calls() + server.calls();
    }
}
