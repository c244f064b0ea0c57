package espalier.hidden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes values out of what others wrote: as they are, in base64, as a URL or JSON has them, and each line of those that have
 * several.
 */
public final class Mask {
    /** What stands where something was taken out. */
    public static final String SIGN = "•••";

    /** Takes nothing out. */
    public static final Mask NONE = new Mask(List.of());

    /** Of shorter ones every text is full: a port, {@code yes}. */
    private static final int SHORTEST = 4;

    /** A piece of a value that is this long tells of it. */
    private static final int PIECE = 6;

    /** A word with letters and digits that is this long is a password, wherever it stands. */
    private static final int PASSWORD = 12;

    private static final Pattern WORDS = Pattern.compile("[\\s:@/=?&\"',;]+");

    private final List<String> forms;

    private Mask(List<String> forms) {
        this.forms = forms;
    }

    /** Takes out all of {@code values}. */
    public static Mask of(Collection<Hidden> values) {
        Set<String> forms = new LinkedHashSet<>();
        for (Hidden value : values) {
            String text = value.reveal();
            add(forms, text);
            add(forms, value.base64());
            for (String line : text.split("\\R")) {
                add(forms, line);
                for (String word : WORDS.split(line)) {
                    if (isPassword(word)) {
                        add(forms, word);
                    }
                }
            }
        }
        var longestFirst = new ArrayList<>(forms);
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        return new Mask(List.copyOf(longestFirst));
    }

    /** Whether {@code word} of a longer value, as of a URL or a file of credentials, is one by itself. */
    private static boolean isPassword(String word) {
        boolean letter = false;
        boolean digit = false;
        for (int i = 0; i < word.length(); i++) {
            letter |= Character.isLetter(word.charAt(i));
            digit |= Character.isDigit(word.charAt(i));
        }
        return word.length() >= PASSWORD && letter && digit;
    }

    private static void add(Set<String> forms, String text) {
        String bare = text.strip();
        if (bare.length() >= SHORTEST) {
            forms.add(bare);
            forms.add(URLEncoder.encode(bare, UTF_8));
            forms.add(bare.replace("\\", "\\\\").replace("\"", "\\\""));
            forms.add(Hidden.of(bare).base64());
        }
    }

    /** {@code text} without the values. */
    public String over(String text) {
        String masked = text;
        for (String form : forms) {
            masked = masked.replace(form, SIGN);
        }
        return masked;
    }

    /** Whether {@code text} shows even a piece of a value, as a message does that cuts what it quotes. */
    public boolean isBetrayedBy(String text) {
        for (String form : forms) {
            for (int at = 0; at + PIECE <= form.length(); at++) {
                if (text.contains(form.substring(at, at + PIECE))) {
                    return true;
                }
            }
            if (form.length() < PIECE && text.contains(form)) {
                return true;
            }
        }
        return false;
    }
}
