package espalier.difference;

/**
 * A line of an object's text, in one of its two states or in both.
 *
 * @param mark {@link #BOTH}, {@link #BEFORE}, {@link #AFTER}, or {@link #LEFT_OUT} for lines that nobody has to read
 * @param text the line; of those left out, how many they are and, behind a tab, in which fields the next line stands
 */
public record TextLine(char mark, String text) {
    public static final char BOTH = ' ';
    public static final char BEFORE = '-';
    public static final char AFTER = '+';
    public static final char LEFT_OUT = '@';
}
