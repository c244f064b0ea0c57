package espalier.kubernetes;

import espalier.Answer;

/** On what a cluster keeps the volumes of its apps, and how they are backed up. */
public interface Storage extends Answer {
    /** Makes {@link AppVolume#claim()} in {@code volume}, and what belongs to it. */
    void keep(AppVolume volume);

    /** Each volume on {@code storageClass}, and no copy of it elsewhere. */
    static Storage on(StorageClass storageClass) {
        return volume -> new PersistentVolumeClaim(volume, storageClass, volume.size());
    }
}
