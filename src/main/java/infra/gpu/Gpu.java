package infra.gpu;

import espalier.Text;
import espalier.kubernetes.Connection;
import espalier.kubernetes.Container;
import org.jspecify.annotations.Nullable;

/** A graphics card, or a share of one, as its device plugin offers it: a container that has it runs where it is. */
public final class Gpu implements Connection {
    private final String resource;
    private final @Nullable Text runtimeClass;

    Gpu(String resource, @Nullable Text runtimeClass) {
        this.resource = resource;
        this.runtimeClass = runtimeClass;
    }

    @Override
    public void connect(Container reader) {
        reader.device(resource, 1);
        if (runtimeClass != null) {
            reader.pod().runtimeClass(runtimeClass);
        }
    }
}
