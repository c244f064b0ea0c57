package espalier.output;

import espalier.layout.FileSpec;
import org.jspecify.annotations.Nullable;

/** A file as it shall stand on disk. Used by one thread at a time. */
public final class OutputFile {
    private final String path;
    private final byte[] bytes;
    private final FileSpec spec;
    private @Nullable String hash;

    OutputFile(String path, byte[] bytes, FileSpec spec) {
        this.path = path;
        this.bytes = bytes;
        this.spec = spec;
    }

    /** Relative to the cluster's directory. */
    public String path() {
        return path;
    }

    /** What it holds. */
    public byte[] bytes() {
        return bytes;
    }

    /** What it is made of. */
    public FileSpec spec() {
        return spec;
    }

    /** The {@link Hash} of what it holds. */
    String hash() {
        String known = hash;
        if (known == null) {
            known = Hash.of(bytes);
            hash = known;
        }
        return known;
    }
}
