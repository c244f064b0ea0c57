package espalier.report;

import java.util.List;

/** Tables and sections of Markdown as GitHub reads it. */
final class Markdown {
    private final StringBuilder text = new StringBuilder();

    Markdown heading(int level, String title) {
        if (text.length() > 0) {
            text.append('\n');
        }
        text.append("#".repeat(level)).append(' ').append(title).append("\n\n");
        return this;
    }

    Markdown paragraph(String words) {
        text.append(words).append('\n');
        return this;
    }

    /** A table, or {@code otherwise} when it has no rows. */
    Markdown table(List<String> header, List<List<String>> rows, String otherwise) {
        if (rows.isEmpty()) {
            return paragraph(otherwise);
        }
        row(header);
        text.append('|').append("---|".repeat(header.size())).append('\n');
        rows.forEach(this::row);
        return this;
    }

    private void row(List<String> cells) {
        text.append('|');
        for (String cell : cells) {
            text.append(' ').append(cell.replace("|", "\\|").replace("\n", " ")).append(" |");
        }
        text.append('\n');
    }

    Markdown block(String language, String content) {
        text.append("```").append(language).append('\n').append(content).append("```\n");
        return this;
    }

    static String code(String word) {
        return "`" + word + "`";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
