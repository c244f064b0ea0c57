package apps.media;

import espalier.kubernetes.Container;
import org.jspecify.annotations.Nullable;

/** What turns a film into one that its viewer's device can play. */
public enum Transcoding {
    /** The processor alone. */
    PROCESSOR(null),
    /** Intel QuickSync, by Intel's device plugin. */
    QUICKSYNC("gpu.intel.com/i915"),
    /** An NVIDIA card, by NVIDIA's device plugin. */
    NVIDIA("nvidia.com/gpu");

    private final @Nullable String device;

    Transcoding(@Nullable String device) {
        this.device = device;
    }

    /** Gives {@code container} the device, which also decides on which machines it can run. */
    void on(Container container) {
        if (device != null) {
            container.device(device, 1);
        }
    }
}
