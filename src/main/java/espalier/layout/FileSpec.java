package espalier.layout;

import espalier.KubernetesObject;
import espalier.Origin;
import espalier.tree.Mapping;
import espalier.tree.Value;
import espalier.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A file of the tree: where it stands, what it holds and who made it. */
public final class FileSpec {
    private final String path;
    private final @Nullable Value yaml;
    private final @Nullable String text;
    private final Origin origin;
    private final @Nullable KubernetesObject object;
    private final boolean seed;
    private byte @Nullable [] rendered;

    private FileSpec(
            String path,
            @Nullable Value yaml,
            @Nullable String text,
            Origin origin,
            @Nullable KubernetesObject object,
            boolean seed) {
        this.path = path;
        this.yaml = yaml;
        this.text = text;
        this.origin = origin;
        this.object = object;
        this.seed = seed;
    }

    /** A file that holds {@code object}, as {@code body} says it. */
    static FileSpec of(String path, KubernetesObject object, Mapping body) {
        return new FileSpec(path, body, null, object.origin(), object, false);
    }

    /** A YAML file that follows from {@code origin}. */
    static FileSpec yaml(String path, Value yaml, Origin origin) {
        return new FileSpec(path, yaml, null, origin, null, false);
    }

    /** A file that holds {@code object} as {@code text}, which is written as it is. */
    static FileSpec verbatim(String path, String text, KubernetesObject object) {
        return new FileSpec(path, null, text, object.origin(), object, false);
    }

    /** A file of any kind, such as a program's configuration, that is part of {@code object}. */
    static FileSpec text(String path, String text, KubernetesObject object) {
        return new FileSpec(path, null, text, object.origin(), object, false);
    }

    /** A file that somebody else owns once it is there. */
    static FileSpec seed(String path, String text) {
        return new FileSpec(path, null, text, Origin.UNKNOWN, null, true);
    }

    /** A file that only the writer of the tree reads. */
    public static FileSpec generated(String path) {
        return new FileSpec(path, null, "", Origin.UNKNOWN, null, false);
    }

    /** Relative to the cluster's directory, with {@code /} between its parts. */
    public String path() {
        return path;
    }

    /** The line that made what it holds. */
    public Origin origin() {
        return origin;
    }

    /** The object in it, or null for a file that only holds the tree together. */
    public @Nullable KubernetesObject object() {
        return object;
    }

    /** What it says as a tree, or null for a file that is no YAML of ours. */
    public @Nullable Value yaml() {
        return yaml;
    }

    /** Whether it is an object that stands in git as somebody encrypted it: nobody shows what an edit made of it. */
    public boolean isEncrypted() {
        return object != null && yaml == null && object.verbatim() != null;
    }

    /** Whether it is written only where it is missing, and never touched again. */
    public boolean isSeed() {
        return seed;
    }

    /** Renders it now, so that {@link #render} has what it gives at hand. */
    void prepare(YamlWriter writer) {
        rendered = render(writer);
    }

    /** What it holds, byte by byte. */
    public byte[] render() {
        return rendered == null ? render(new YamlWriter()) : rendered;
    }

    private byte[] render(YamlWriter writer) {
        if (yaml != null) {
            return writer.write(yaml);
        }
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }
}
