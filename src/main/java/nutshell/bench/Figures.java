package nutshell.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run of the benchmark found: times, memory, and who could not take part. */
public record Figures(List<Row> rows, List<Memory.Held> memory, List<String> remarks) {

    static final Figures NONE = new Figures(List.of(), List.of(), List.of());

    public Figures {
        rows = List.copyOf(rows);
        memory = List.copyOf(memory);
        remarks = List.copyOf(remarks);
    }

    /** These, and then those; what both remark is said once. */
    Figures and(Figures more) {
        List<Row> allRows = new ArrayList<>(rows);
        allRows.addAll(more.rows);
        List<Memory.Held> allMemory = new ArrayList<>(memory);
        allMemory.addAll(more.memory);
        List<String> allRemarks = new ArrayList<>(remarks);
        allRemarks.addAll(more.remarks);
        return new Figures(allRows, allMemory, allRemarks.stream().distinct().toList());
    }

    Figures and(List<String> moreRemarks) {
        return and(new Figures(List.of(), List.of(), moreRemarks));
    }

    /** {@code nutshell.bench/1}. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", "nutshell.bench/1");
        json.put("rows", rows.stream().map(Row::toJson).toList());
        json.put("memory", memory.stream().map(Memory.Held::toJson).toList());
        json.put("remarks", remarks);
        return json;
    }

    /** Markdown tables and the remarks below them. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!rows.isEmpty()) {
            lines.addAll(new Table(Row.HEAD, 2, rows.stream().map(Row::cells).toList()).lines());
            lines.add("");
        }
        if (!memory.isEmpty()) {
            lines.addAll(new Table(
                            Memory.Held.HEAD,
                            1,
                            memory.stream().map(Memory.Held::cells).toList())
                    .lines());
            lines.add("");
        }
        remarks.forEach(remark -> lines.add("- " + remark));
        return lines;
    }
}
