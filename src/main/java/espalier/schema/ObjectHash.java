package espalier.schema;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;

/** A hash of 64 bits of all that an object says, made without writing it down. FNV-1a, a character at a time. */
final class ObjectHash {
    private static final long PRIME = 0x100000001b3L;

    private ObjectHash() {}

    static long of(Value value, long seed) {
        return mix(seed ^ 0xcbf29ce484222325L, value);
    }

    private static long mix(long hash, Value value) {
        if (value instanceof Mapping mapping) {
            hash = (hash ^ (0x10000 + mapping.size())) * PRIME;
            for (int i = 0; i < mapping.size(); i++) {
                // Keys are few and known, and Java remembers their hashes.
                String key = mapping.keyAt(i);
                hash = (hash ^ key.hashCode()) * PRIME;
                hash = mix((hash ^ key.length()) * PRIME, mapping.valueAt(i));
            }
        } else if (value instanceof Sequence sequence) {
            hash = (hash ^ (0x20000 + sequence.size())) * PRIME;
            for (int i = 0; i < sequence.size(); i++) {
                hash = mix(hash, sequence.get(i));
            }
        } else if (value instanceof Leaf leaf) {
            String text = leaf.text();
            hash = (hash ^ (leaf.isString() ? 0x30000 : 0x40000)) * PRIME;
            hash = (hash ^ text.length()) * PRIME;
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * PRIME;
            }
        }
        return hash ^ hash >>> 29;
    }
}
