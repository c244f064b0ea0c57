package features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The old pattern: volumes on the NVMe disks of all three machines, and no copies of them elsewhere. */
class StorageOfBittyTest {
    @Test
    void volumesArePlain() {
        var bitty = Compiled.named("bitty");
        String all = Compiled.files(bitty, "");
        assertThat(all).contains("- node-bitty1.yaml\n", "numberOfReplicas: \"3\"");
        assertThat(all).doesNotContain("volsync", "ceph");
    }
}
