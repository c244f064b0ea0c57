package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.Identity;
import espalier.applied.AppliedTree;
import espalier.applied.AppliedUnit;
import espalier.applied.BuiltObject;
import espalier.applied.TreeFiles;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** flate, which knows nothing of us, finds in the five clusters' trees the Kustomizations and the objects that we say are there. */
@Tag("long")
class IndependentReaderTest {
    private static final String OWNER = "kustomize.toolkit.fluxcd.io/";

    /** A line of {@code flate test}: a mark, the kind, the namespace and name, and why. */
    private static final Pattern RESULT = Pattern.compile("^  (\\S)  (\\w+) +(\\S+)(.*)$", Pattern.MULTILINE);

    /** What is fetched from the network, or rendered from what is. */
    private static final Set<String> FROM_THE_NETWORK =
            Set.of("GitRepository", "HelmChart", "HelmRelease", "HelmRepository", "OCIRepository");

    @TempDir
    static Path folder;

    /** The trees of the classes, and of dist/ where that is something else. */
    static Stream<Planted> clusters() throws IOException {
        return ClusterTree.all().stream().map(Planted::new);
    }

    /** A cluster's tree in a repository of its own, as it is once Flux reads it. */
    record Planted(ClusterTree cluster) {
        /** What {@code flux bootstrap} or Flux's operator adds, which flate takes for the beginning. */
        private static final String SYNC = """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: flux-system, namespace: flux-system}
                spec: {interval: 10m, path: ./%s, prune: true, sourceRef: {kind: GitRepository, name: flux-system}}
                """;

        String directory() {
            return "dist/" + cluster.name();
        }

        Map<String, String> files() {
            var files = new TreeMap<String, String>();
            cluster.files().forEach((path, text) -> files.put(directory() + "/" + path, text));
            String written = directory() + "/flux-system/gotk-sync.yaml";
            files.put(files.containsKey(written) ? written : "sync/operator.yaml", SYNC.formatted(directory()));
            return files;
        }

        AppliedTree tree() {
            return AppliedTree.of(TreeFiles.of(files()), directory());
        }

        Tools.Ran flate(String verb) throws IOException {
            Path repository = folder.resolve(cluster.name() + cluster.files().hashCode());
            new ClusterTree("", files()).writeTo(repository);
            return new Flate(repository).ks(verb, ".");
        }

        @Override
        public String toString() {
            return cluster.name();
        }
    }

    @ParameterizedTest
    @MethodSource("clusters")
    void acceptsEveryKustomization(Planted cluster) throws IOException {
        var here = new TreeSet<String>();
        var elsewhere = new TreeSet<String>();
        for (AppliedUnit unit : cluster.tree().units()) {
            (unit.gap().isEmpty() ? here : elsewhere).add(name(unit));
        }
        Tools.Ran ran = cluster.flate("test");
        var passed = new TreeSet<String>();
        var notFetched = new TreeSet<String>();
        Matcher result = RESULT.matcher(ran.out());
        while (result.find()) {
            if (!result.group(2).equals("Kustomization")) {
                assertThat(result.group(2)).as(result.group()).isIn(FROM_THE_NETWORK);
            } else if (result.group(1).equals("✓")) {
                passed.add(result.group(3));
            } else {
                assertThat(result.group(4)).as(result.group()).contains("blocked by");
                notFetched.add(result.group(3));
            }
        }
        assertThat(passed).as(ran.out() + ran.err()).isEqualTo(here);
        assertThat(notFetched).as(ran.out() + ran.err()).isEqualTo(elsewhere);
    }

    /** With hashed names, patches, the values that Flux puts in, and the labels by which it knows its own. */
    @ParameterizedTest
    @MethodSource("clusters")
    void rendersEveryObjectAsWeSayItIsApplied(Planted cluster) throws IOException {
        AppliedTree tree = cluster.tree();
        Map<Identity, Mapping> inGit = tree.objects();
        var ours = new TreeMap<String, Mapping>();
        for (AppliedUnit unit : tree.units()) {
            String name = name(unit);
            int slash = name.indexOf('/');
            AppliedUnit.Applied applied =
                    unit.applied(name.substring(0, slash), name.substring(slash + 1), from -> values(inGit, from));
            assertThat(applied.notApplied()).as(name).isEmpty();
            applied.objects().forEach(object -> ours.put(name + " applies " + object.identity(), object.body()));
        }
        var theirs = new TreeMap<String, Mapping>();
        YamlReader.documents(cluster.flate("build").out()).forEach(document -> {
            Mapping object = asFluxApplies((Mapping) document.value(), inGit);
            Mapping labels = object.child("metadata").child("labels");
            String name = labels.text(OWNER + "namespace") + "/" + labels.text(OWNER + "name");
            assertThat(theirs.put(name + " applies " + BuiltObject.identity(object), object))
                    .isNull();
        });
        assertThat(theirs.keySet()).isEqualTo(ours.keySet());
        theirs.forEach((name, object) -> assertThat(object).as(name).isEqualTo(ours.get(name)));
    }

    private static String name(AppliedUnit unit) {
        Mapping own = unit.kustomization();
        Identity identity = own == null ? null : BuiltObject.identity(own);
        return identity == null ? "flux-system/flux-system" : identity.namespace() + "/" + identity.name();
    }

    /** flate decrypts nothing, and writes a key's name where its value goes; also of a Secret that only the cluster makes. */
    private static Map<String, String> values(Map<Identity, Mapping> inGit, Identity from) {
        var values = new HashMap<String, String>();
        Mapping source = inGit.get(from);
        if (from.kind().equals("ConfigMap")) {
            source.child("data").forEach((key, value) -> values.put(key, ((Leaf) value).text()));
            return values;
        }
        inGit.forEach((identity, object) -> {
            if (identity.name().equals(from.name()) && identity.namespace().equals(from.namespace())) {
                Mapping keys = switch (identity.kind()) {
                    case "Secret" -> object.child("stringData");
                    case "SealedSecret" -> object.child("spec").child("encryptedData");
                    case "ExternalSecret" ->
                        object.child("spec").child("target").child("template").child("data");
                    default -> new Mapping();
                };
                keys.keys().forEach(key -> values.put(key, "..PLACEHOLDER_" + key + ".."));
            }
        });
        return values;
    }

    /**
     * What flate leaves to the API server or does not know: a Secret's plain text becomes data there, and a kind that it has never
     * heard of may stand in no namespace.
     */
    private static Mapping asFluxApplies(Mapping object, Map<Identity, Mapping> inGit) {
        Mapping text = object.mapping("stringData");
        if (text != null) {
            object.remove("stringData");
            text.forEach((key, value) -> object.child("data").put(key, encoded(((Leaf) value).text())));
        }
        Identity identity = BuiltObject.identity(object);
        Identity inNone = Identity.of(identity.group(), identity.kind(), "", identity.name());
        if (!inGit.containsKey(identity) && inGit.containsKey(inNone)) {
            object.child("metadata").remove("namespace");
        }
        return object;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
