package espalier.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * What an IngressRoute asks for in its {@code match}: {@code Host(`a.example.com`) && PathPrefix(`/b`)}.
 *
 * @param hosts that it names; none for a rule without any, and for one by patterns
 * @param rest all that it says beside them, as an Ingress would say it where that can; the rule itself otherwise
 */
public record TraefikRule(List<String> hosts, String rest) {
    private static final String HOST = "Host(";

    /** The rule {@code match}. */
    public static TraefikRule of(String match) {
        var hosts = new ArrayList<String>(1);
        var rest = new StringBuilder();
        int from = 0;
        for (int at = match.indexOf(HOST); at >= 0; at = match.indexOf(HOST, from)) {
            rest.append(match, from, at);
            int end = match.indexOf(')', at);
            from = end < 0 ? match.length() : end + 1;
            quoted(match, at, from, hosts);
        }
        rest.append(match, from, match.length());
        return new TraefikRule(hosts, said(rest.toString(), match));
    }

    /** What stands in backquotes or quotes between {@code from} and {@code to}. */
    private static void quoted(String match, int from, int to, List<String> into) {
        int open = -1;
        for (int i = from; i < to; i++) {
            char c = match.charAt(i);
            if (c == '`' || c == '"') {
                if (open >= 0) {
                    into.add(match.substring(open + 1, i));
                }
                open = open < 0 ? i : -1;
            }
        }
    }

    private static String said(String rest, String match) {
        boolean isAny = rest.indexOf("||") >= 0 && rest.indexOf("&&") >= 0 || rest.indexOf('!') >= 0;
        String path = rest.replace("&&", "").replace("||", "").replace("(", "").replace(")", "");
        if (isAny) {
            return match;
        }
        if (path.isBlank()) {
            return "Prefix /";
        }
        var values = new ArrayList<String>(1);
        quoted(rest, 0, rest.length(), values);
        String matcher = rest.replace("&&", "").trim();
        if (values.size() == 1 && matcher.equals("PathPrefix(`" + values.get(0) + "`)")) {
            return "Prefix " + values.get(0);
        }
        return values.size() == 1 && matcher.equals("Path(`" + values.get(0) + "`)") ? "Exact " + values.get(0) : match;
    }
}
