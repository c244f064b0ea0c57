package espalier.layout;

import espalier.yaml.YamlWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Files on their way to bytes, so that {@link FileSpec#render} has what it gives at hand. Several threads can be at it. */
public final class Rendering {
    /** Taken at once, so that the threads seldom meet. */
    private static final int PORTION = 32;

    private final List<FileSpec> files;
    private final AtomicInteger taken = new AtomicInteger();

    public Rendering(List<FileSpec> files) {
        this.files = files;
    }

    /** Renders what nobody has begun with, until there is no more of it. */
    public void takePart() {
        var writer = new YamlWriter();
        for (int from = taken.getAndAdd(PORTION); from < files.size(); from = taken.getAndAdd(PORTION)) {
            for (FileSpec file : files.subList(from, Math.min(from + PORTION, files.size()))) {
                file.prepare(writer);
            }
        }
    }

    /** All of them. */
    public List<FileSpec> files() {
        return files;
    }
}
