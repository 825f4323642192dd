package nutshell.report;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.Function;

/** Objects of a document that are made as they are written: with thousands of hosts, all of them at once would not fit. */
final class OnDemand<T> extends AbstractList<Map<String, Object>> implements RandomAccess {

    private final List<T> all;
    private final Function<T, Map<String, Object>> form;

    OnDemand(List<T> all, Function<T, Map<String, Object>> form) {
        this.all = all;
        this.form = form;
    }

    @Override
    public Map<String, Object> get(int index) {
        return form.apply(all.get(index));
    }

    @Override
    public int size() {
        return all.size();
    }
}
