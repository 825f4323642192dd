package nutshell.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run of the benchmark found, and who could not take part. */
public record Figures(List<Row> rows, List<String> remarks) {

    private static final List<String> HEAD = List.of(
            "| work | who | n | min ms | median ms | 95 % ms | median ÷ ours | MiB |",
            "|---|---|---:|---:|---:|---:|---:|---:|");

    public Figures {
        rows = List.copyOf(rows);
        remarks = List.copyOf(remarks);
    }

    /** {@code nutshell.bench/1}. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", "nutshell.bench/1");
        json.put("rows", rows.stream().map(Row::toJson).toList());
        json.put("remarks", remarks);
        return json;
    }

    /** A Markdown table and the remarks below it. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(HEAD);
        rows.forEach(row -> lines.add(row.toMarkdown()));
        if (!remarks.isEmpty()) {
            lines.add("");
            remarks.forEach(remark -> lines.add("- " + remark));
        }
        return lines;
    }
}
