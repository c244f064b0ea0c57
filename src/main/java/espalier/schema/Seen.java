package espalier.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an expression has looked at a text in whose place Flux puts something else: what came of it says nothing then. To ask
 * whether a field is there is not to look at it.
 */
final class Seen {
    private boolean isSeen;

    boolean isSeen() {
        return isSeen;
    }

    void reset() {
        isSeen = false;
    }

    private boolean see() {
        isSeen = true;
        return true;
    }

    /** A mapping of which some values will be replaced. */
    @SuppressWarnings("serial")
    final class OfMapping extends LinkedHashMap<String, Object> {
        private final Set<String> replaced;

        OfMapping(Map<String, Object> values, Set<String> replaced) {
            super(values);
            this.replaced = replaced;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            if (replaced.contains(key)) {
                see();
            }
            return super.get(key);
        }

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            see();
            return super.entrySet();
        }

        @Override
        public Collection<Object> values() {
            see();
            return super.values();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return see() && super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    /** A list of which some elements will be replaced. */
    @SuppressWarnings("serial")
    final class OfList extends ArrayList<Object> {
        OfList(Collection<Object> values) {
            super(values);
        }

        @Override
        public Object get(int index) {
            see();
            return super.get(index);
        }

        @Override
        public java.util.Iterator<Object> iterator() {
            see();
            return super.iterator();
        }

        @Override
        public boolean contains(@Nullable Object item) {
            return see() && super.contains(item);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return see() && super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }
}
