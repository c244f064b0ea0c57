package infra.rook;

import espalier.ImageReference;

/** Which Ceph an image is, by its tag, as {@code v20.2.2-20260616}; parts that the tag does not name are 0. */
record CephVersion(int major, int minor, int patch) {
    static CephVersion of(String image) {
        int[] parts = new int[3];
        int at = 0;
        for (char c : ImageReference.of(image).tag().toCharArray()) {
            if (c >= '0' && c <= '9') {
                parts[at] = parts[at] * 10 + c - '0';
            } else if (c != 'v' && (c != '.' || ++at == parts.length)) {
                break; // what follows says when it was built
            }
        }
        return new CephVersion(parts[0], parts[1], parts[2]);
    }

    /**
     * Whether Ceph, where nothing else is said, makes keys with which only Linux 7.0 mounts, and no Talos of today: since v19.2.6 and
     * v20.2.4 (Rook's documentation, CephX key rotation).
     */
    boolean makesLongKeys() {
        return major > 20 || major >= 19 && minor * 100 + patch >= (major == 19 ? 206 : 204);
    }
}
