package espalier.plan;

import java.util.List;

/** How numbers and lists are told. */
final class Words {
    private Words() {}

    /** {@code 1 object}, {@code 2 objects}. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The first {@code most} of them, and how many there are more. */
    static String some(List<String> items, int most) {
        String shown = String.join(", ", items.subList(0, Math.min(most, items.size())));
        return items.size() > most ? shown + " and " + (items.size() - most) + " more" : shown;
    }
}
