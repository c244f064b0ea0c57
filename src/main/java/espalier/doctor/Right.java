package espalier.doctor;

/** What a user may not do. */
public record Right(String group, String plural, String verb) implements Comparable<Right> {
    @Override
    public int compareTo(Right other) {
        int groups = group.compareTo(other.group);
        return groups != 0 ? groups : (plural + verb).compareTo(other.plural + other.verb);
    }

    /** As in {@code list pods}. */
    @Override
    public String toString() {
        return verb + " " + plural + (group.isEmpty() ? "" : "." + group);
    }
}
