package espalier.applied;

import espalier.Identity;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.StrategicMerge;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What kustomize makes of a directory, as far as synth and {@code flux bootstrap} write one: objects in files and directories,
 * ConfigMaps made of files, and patches. Whatever else a kustomization.yaml says is refused, and not passed over.
 */
final class KustomizeBuild {
    private static final Set<String> UNDERSTOOD =
            Set.of("apiVersion", "kind", "metadata", "resources", "configMapGenerator", "patches");
    private static final int DEEPEST = 20;

    /** What stands where bytes are no text; whoever writes it himself writes text. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final int WIDTH = 70;

    private final TreeFiles files;
    private final Documents read;

    KustomizeBuild(TreeFiles files, Documents read) {
        this.files = files;
        this.read = read;
    }

    /** The objects of {@code directory}. */
    List<BuiltObject> of(String directory) throws NotUnderstood {
        Listing listing = listing(directory);
        List<BuiltObject> objects =
                listing == null ? new UnlistedFiles(files, this, read).of(directory) : of(directory, listing, 0);
        var seen = new HashMap<String, String>();
        for (BuiltObject object : objects) {
            Identity identity = object.identity();
            if (identity.kind().isEmpty() || identity.name().isEmpty()) {
                throw NotUnderstood.broken(object.file() + " holds an object without a "
                        + (identity.kind().isEmpty() ? "kind" : "name"));
            }
            String earlier = seen.put(id(object.body(), identity), object.file());
            if (earlier != null) {
                throw NotUnderstood.broken(identity + " stands "
                        + (earlier.equals(object.file())
                                ? "twice in " + earlier
                                : "in " + earlier + " and in " + object.file()));
            }
        }
        return objects;
    }

    /** By what kustomize tells objects apart: the version belongs to it. */
    private static String id(Mapping object, Identity identity) {
        boolean usual = identity.namespace().equals("default");
        return BuiltObject.text(object, "apiVersion") + " " + identity.kind() + " "
                + (usual ? "" : identity.namespace()) + " " + identity.name();
    }

    /** A file that says what its directory holds. */
    private record Listing(String file, String text) {}

    private @Nullable Listing listing(String directory) {
        for (String name : BuiltObject.KUSTOMIZATION_FILES) {
            String file = directory + "/" + name;
            String text = files.read(file);
            if (text != null) {
                return new Listing(file, text);
            }
        }
        return null;
    }

    /** Whether {@code directory} says what it holds. */
    boolean isListed(String directory) {
        return listing(directory) != null;
    }

    /** The objects of {@code directory}, which {@code depth} others name one after another. */
    List<BuiltObject> of(String directory, int depth) throws NotUnderstood {
        return of(directory, listing(directory), depth);
    }

    private List<BuiltObject> of(String directory, @Nullable Listing listing, int depth) throws NotUnderstood {
        if (listing == null) {
            throw NotUnderstood.broken("there is no " + directory + "/" + BuiltObject.KUSTOMIZATION_FILES.get(0));
        }
        String file = listing.file;
        String text = listing.text;
        List<Mapping> documents = read.of(file, text);
        if (documents.size() != 1 || depth > DEEPEST) {
            throw NotUnderstood.broken(file + " does not hold exactly one kustomization");
        }
        Mapping kustomization = documents.get(0);
        for (String key : kustomization.keys()) {
            if (!UNDERSTOOD.contains(key)) {
                throw new NotUnderstood(file + " says " + key + ", which only kustomize itself knows to follow");
            }
        }
        var objects = new ArrayList<BuiltObject>();
        for (String resource : texts(kustomization.sequence("resources"))) {
            String path = resolved(directory, resource);
            String content = files.read(path);
            if (content == null) {
                objects.addAll(of(path, depth + 1));
            } else {
                for (Mapping object : read.of(path, content)) {
                    objects.add(new BuiltObject(object, path));
                }
            }
        }
        boolean changes = kustomization.has("configMapGenerator") || kustomization.has("patches");
        if (changes) {
            objects.replaceAll(object -> new BuiltObject(object.body().copy(), object.file()));
        }
        generate(directory, file, kustomization.sequence("configMapGenerator"), objects);
        patch(file, kustomization.sequence("patches"), objects);
        return objects;
    }

    /** As kustomize writes bytes that are no text. */
    private static String inLines(byte[] bytes) {
        String all = Base64.getEncoder().encodeToString(bytes);
        if (all.length() < WIDTH) {
            return all;
        }
        var lines = new StringBuilder();
        for (int at = 0; at < all.length(); at += WIDTH) {
            lines.append(all, at, Math.min(all.length(), at + WIDTH)).append('\n');
        }
        return lines.toString();
    }

    private static List<String> texts(@Nullable Sequence items) {
        var texts = new ArrayList<String>();
        if (items != null) {
            for (Value item : items) {
                texts.add(item instanceof Leaf leaf ? leaf.text() : "");
            }
        }
        return texts;
    }

    static String resolved(String directory, String path) {
        var parts = new ArrayList<String>();
        for (String part : (directory + "/" + path).split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    private void generate(String directory, String from, @Nullable Sequence generators, List<BuiltObject> objects)
            throws NotUnderstood {
        if (generators == null) {
            return;
        }
        Map<String, String> renamed = new HashMap<>();
        for (Value each : generators) {
            Mapping generator = (Mapping) each;
            Mapping options = generator.mapping("options");
            var data = new Mapping();
            var binary = new Mapping();
            for (String file : texts(generator.sequence("files"))) {
                int equal = file.indexOf('=');
                String path = resolved(directory, file.substring(equal + 1));
                String content = files.read(path);
                if (content == null) {
                    throw NotUnderstood.broken("there is no " + path);
                }
                String key = equal < 0 ? path.substring(path.lastIndexOf('/') + 1) : file.substring(0, equal);
                byte[] bytes = content.indexOf(REPLACEMENT) < 0 ? null : files.bytes(path);
                if (bytes == null || Arrays.equals(bytes, content.getBytes(StandardCharsets.UTF_8))) {
                    data.put(key, content);
                } else {
                    binary.put(key, inLines(bytes));
                }
            }
            for (String literal : texts(generator.sequence("literals"))) {
                int equal = literal.indexOf('=');
                data.put(literal.substring(0, Math.max(0, equal)), literal.substring(equal + 1));
            }
            String name = BuiltObject.text(generator, "name");
            boolean plain = options != null && "true".equals(options.text("disableNameSuffixHash"));
            String suffixed = plain ? name : name + "-" + NameHash.ofConfigMap(data, binary);
            String namespace = BuiltObject.text(generator, "namespace");
            var metadata = new Mapping().put("name", suffixed);
            metadata.putIfAny("namespace", namespace.isEmpty() ? null : namespace);
            for (String marks : new String[] {"labels", "annotations"}) {
                metadata.putIfAny(marks, options == null ? null : options.mapping(marks));
            }
            Mapping made =
                    Mapping.of("apiVersion", "v1").put("kind", "ConfigMap").put("metadata", metadata);
            made.putIfAny("data", data.isEmpty() && !binary.isEmpty() ? null : data);
            made.putIfAny("binaryData", binary.isEmpty() ? null : binary);
            objects.add(new BuiltObject(made, from));
            renamed.put(name, suffixed);
        }
        for (BuiltObject object : objects) {
            ConfigMapNames.replace(object.body(), renamed);
        }
    }

    private static void patch(String file, @Nullable Sequence patches, List<BuiltObject> objects) throws NotUnderstood {
        if (patches == null) {
            return;
        }
        for (Value each : patches) {
            Mapping patch = (Mapping) each;
            Mapping target = patch.mapping("target");
            String text = patch.text("patch");
            if (text == null) {
                throw new NotUnderstood(file + " has a patch in a file of its own");
            }
            Value change = YamlReader.documents(text).get(0).value();
            for (BuiltObject object : objects) {
                if (isTarget(object, target == null && change instanceof Mapping whole ? identity(whole) : target)) {
                    if (change instanceof Sequence operations) {
                        JsonPatch.apply(object.body(), operations);
                    } else if (change instanceof Mapping merge) {
                        StrategicMerge.merge(object.body(), merge);
                    }
                }
            }
        }
    }

    private static Mapping identity(Mapping patch) {
        Mapping metadata = patch.mapping("metadata");
        var target = new Mapping().put("kind", BuiltObject.text(patch, "kind"));
        return metadata == null ? target : target.put("name", BuiltObject.text(metadata, "name"));
    }

    private static boolean isTarget(BuiltObject object, @Nullable Mapping target) throws NotUnderstood {
        if (target == null) {
            return false;
        }
        for (String key : target.keys()) {
            String wanted = String.valueOf(target.text(key));
            String found = switch (key) {
                case "kind" -> object.identity().kind();
                case "name" -> object.identity().name();
                case "namespace" -> object.identity().namespace();
                case "group" -> object.identity().group();
                default -> throw new NotUnderstood("a patch finds its objects by " + key);
            };
            if (!found.equals(wanted)) {
                return false;
            }
        }
        return true;
    }
}
