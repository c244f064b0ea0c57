package espalier.output;

/** A short hash of a file, to recognise what was written before: FNV-1a with 64 bits, and the length. */
final class Hash {
    private Hash() {}

    static String of(byte[] bytes) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return Long.toHexString(hash) + "-" + bytes.length;
    }
}
