package espalier.kubernetes;

import espalier.Names;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The volumes of a pod: each once, under a name of its own, however many containers mount it. */
final class PodVolumes {
    private final Map<String, Volume> byName = new LinkedHashMap<>();

    /** Adds {@code volume}, once, and gives the start of a mount of it. */
    Mapping mount(Volume volume, String path) {
        String wanted = Names.asLabel(volume.volumeName(), "volume");
        String name = wanted;
        for (int i = 2; byName.getOrDefault(name, volume) != volume; i++) {
            name = wanted + "-" + i;
        }
        byName.put(name, volume);
        var mount = Mapping.of("name", name).put("mountPath", path);
        return volume.comesLater() ? mount.put("mountPropagation", "HostToContainer") : mount;
    }

    /** The group of the first volume that an app asked for; null where there is none. */
    @Nullable
    Integer group() {
        for (Volume volume : byName.values()) {
            if (volume instanceof AppVolume kept) {
                return kept.owner().gid();
            }
        }
        return null;
    }

    void forEach(BiConsumer<String, Volume> action) {
        byName.forEach(action);
    }

    /** As they are written. */
    Sequence toSequence() {
        var list = new Sequence();
        byName.forEach((name, volume) -> {
            var entry = Mapping.of("name", name);
            volume.volumeSource().forEach(entry::put);
            list.add(entry);
        });
        return list;
    }
}
