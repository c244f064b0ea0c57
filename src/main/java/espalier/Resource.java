package espalier;

/** A file under {@code src/main/resources/}, read by the compiler when it completes the cluster. */
public final class Resource {
    private final String path;
    private final Origin origin;

    private Resource(String path, Origin origin) {
        this.path = path;
        this.origin = origin;
    }

    /**
     * The file {@code path}, relative to {@code src/main/resources/} (or to the root of the jar that brings it).
     *
     * @param path with {@code /} between its parts, such as {@code lab/litellm-config.yaml}
     */
    public static Resource of(String path) {
        if (path == null) {
            throw new IllegalArgumentException("Tried to name a resource, but its path is null");
        }
        return new Resource(path, Origin.here());
    }

    /** The path below {@code src/main/resources/}. */
    public String path() {
        return path;
    }

    /** The last part of the path. */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    Origin origin() {
        return origin;
    }
}
