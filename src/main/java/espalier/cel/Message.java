package espalier.cel;

/** The library's messages without its places, which nobody sees who reads them. */
final class Message {
    private Message() {}

    /** From {@code evaluation error at <input>:4: key 'q' is not present in map.} */
    static String ofEvaluation(Exception e) {
        String message = String.valueOf(e.getMessage());
        int place = message.startsWith("evaluation error") ? message.indexOf(": ") : -1;
        String end = place < 0 ? message : message.substring(place + 2);
        if (end.startsWith("key '") && end.endsWith("' is not present in map.")) {
            String key = end.substring("key '".length(), end.length() - "' is not present in map.".length());
            return "there is no " + key + ", unless a webhook puts it there";
        }
        return end.endsWith(".") ? end.substring(0, end.length() - 1) : end;
    }

    /** From {@code ERROR: <input>:1:12: undeclared reference to 'x' (in container '')} and the lines that show where. */
    static String ofCompilation(Exception e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        int place = line.startsWith("ERROR: ") ? line.indexOf(": ", 7) : -1;
        return (place < 0 ? line : line.substring(place + 2)).replace(" (in container '')", "");
    }
}
