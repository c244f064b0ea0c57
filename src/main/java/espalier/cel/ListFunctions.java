package espalier.cel;

import static espalier.cel.Library.ANY;
import static espalier.cel.Library.LIST;
import static espalier.cel.Library.TRUTH;
import static espalier.cel.Library.WHOLE;

import dev.cel.runtime.CelEvaluationException;
import java.time.Duration;
import java.util.List;

/** {@code isSorted}, {@code sum}, {@code min}, {@code max}, {@code indexOf} and {@code lastIndexOf} of lists. */
final class ListFunctions {
    private ListFunctions() {}

    static void addTo(Library library) {
        library.method("isSorted", TRUTH, args -> isSorted((List<?>) args[0]), LIST)
                .method("sum", ANY, args -> sum((List<?>) args[0]), LIST)
                .method("min", ANY, args -> extreme("min", (List<?>) args[0], -1), LIST)
                .method("max", ANY, args -> extreme("max", (List<?>) args[0], 1), LIST)
                .method("indexOf", WHOLE, args -> indexOf((List<?>) args[0], args[1], 0, 1), LIST, ANY)
                .method("lastIndexOf", WHOLE, args -> indexOf((List<?>) args[0], args[1], -1, -1), LIST, ANY);
    }

    /** @param from the first position, from the end where it is -1 */
    private static long indexOf(List<?> list, Object wanted, int from, int step) {
        for (int i = from < 0 ? list.size() - 1 : from; i >= 0 && i < list.size(); i += step) {
            Object item = list.get(i);
            boolean isSame = item instanceof Number && wanted instanceof Number
                    ? compare(item, wanted) == 0
                    : wanted.equals(item);
            if (isSame) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSorted(List<?> list) {
        for (int i = 1; i < list.size(); i++) {
            if (compare(list.get(i - 1), list.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Object extreme(String name, List<?> list, int sign) throws CelEvaluationException {
        Object best = null;
        for (Object item : list) {
            best = best == null || compare(item, best) * sign > 0 ? item : best;
        }
        if (best == null) {
            throw Library.refused(name + " called on empty list");
        }
        return best;
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        boolean mixes = one instanceof Double != other instanceof Double;
        return one instanceof Number a && other instanceof Number b && mixes
                ? Double.compare(a.doubleValue(), b.doubleValue())
                : ((Comparable<Object>) one).compareTo(other);
    }

    private static Object sum(List<?> list) throws CelEvaluationException {
        Object sum = 0L;
        for (Object item : list) {
            if (item instanceof Duration duration) {
                sum = sum instanceof Duration before ? before.plus(duration) : duration;
            } else if (item instanceof Double real) {
                sum = ((Number) sum).doubleValue() + real;
            } else if (sum instanceof Long whole && item instanceof Long more) {
                try {
                    sum = Math.addExact(whole, more);
                } catch (ArithmeticException e) {
                    throw Library.refused("integer overflow");
                }
            } else {
                throw new IllegalArgumentException("sum of " + item);
            }
        }
        return sum;
    }
}
