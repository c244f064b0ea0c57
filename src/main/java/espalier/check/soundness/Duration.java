package espalier.check.soundness;

/** Times as programs of this field write them. */
final class Duration {
    /** Ways of writing them. */
    enum Form {
        /** Go's: {@code 1h30m}, {@code 1.5h}; no days. */
        GO("a number with ns, us, ms, s, m or h behind it, as in 1h30m", " h m s ms us \u00b5s ns "),
        /** Flux's, a part of Go's. */
        FLUX("a number with ms, s, m or h behind it, as in 1h30m", " h m s ms "),
        /** That of the time-out of Flux's sources. */
        FLUX_SHORT("a number with ms, s or m behind it, as in 90s", " m s ms "),
        /** That of the Gateway API: whole numbers only. */
        GATEWAY("a whole number with ms, s, m or h behind it, as in 30s", " h m s ms "),
        /** That of Prometheus, which knows days. */
        PROMETHEUS("a whole number with ms, s, m, h, d, w or y behind it, as in 5m", " y w d h m s ms ");

        private final String words;
        /** Each between two blanks. */
        private final String units;

        Form(String words, String units) {
            this.words = words;
            this.units = units;
        }

        /** For people. */
        String words() {
            return words;
        }

        private boolean has(String unit) {
            int at = unit.isEmpty() || unit.indexOf(' ') >= 0 ? -1 : units.indexOf(unit);
            while (at >= 0 && !(units.charAt(at - 1) == ' ' && units.charAt(at + unit.length()) == ' ')) {
                at = units.indexOf(unit, at + 1);
            }
            return at >= 0;
        }

        private boolean takesFractions() {
            return this != GATEWAY && this != PROMETHEUS;
        }
    }

    private Duration() {}

    /** Whether {@code text} is one or more numbers with units, in the way of {@code form}. */
    static boolean is(String text, Form form) {
        if (text.equals("0")) {
            return form == Form.GO || form == Form.PROMETHEUS;
        }
        int at = 0;
        while (at < text.length()) {
            int from = at;
            boolean dot = false;
            while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.' && !dot)) {
                dot |= text.charAt(at) == '.';
                at++;
            }
            boolean number = at > from && isDigit(text.charAt(from)) && isDigit(text.charAt(at - 1));
            if (!number || dot && !form.takesFractions()) {
                return false;
            }
            int unit = at;
            while (at < text.length() && !isDigit(text.charAt(at)) && text.charAt(at) != '.') {
                at++;
            }
            if (!form.has(text.substring(unit, at))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
