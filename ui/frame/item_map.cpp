#include "ui/frame/item_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace oppad::ui {

const Item* ItemMap::find(std::string_view id) const {
    for (const Item& item : items_) {
        if (item.id == id) return &item;
    }
    return nullptr;
}

void ItemMap::frame_last_field(const Rect& around) {
    const auto field = std::find_if(items_.rbegin(), items_.rend(),
                                    [](const Item& item) { return item.takes_text(); });
    if (field != items_.rend()) field->around = around;
}

const Item* ItemMap::at(Point point) const {
    for (auto item = items_.rbegin(); item != items_.rend(); ++item) {
        if (item->visible.contains(point)) return &*item;
    }
    return nullptr;
}

std::string ItemMap::to_json(std::string_view screen, std::int64_t frame) const {
    std::string json = fmt::format(R"({{"frame":{},"screen":"{}","items":{{)", frame, screen);
    bool first = true;
    for (const Item& item : items_) {
        if (item.visible.empty()) continue;
        json += fmt::format(R"({}"{}":[{:.0f},{:.0f},{:.0f},{:.0f}])", first ? "" : ",", item.id,
                            item.visible.x, item.visible.y, item.visible.w, item.visible.h);
        first = false;
    }
    return json + "}}\n";
}

Status write_map_file(const std::string& path, const std::string& json) {
    const std::string fresh = path + ".new";
    {
        std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
        file << json;
        if (!file.flush()) return Error{ErrorCode::kInvalid, "the item map can't be written"};
    }
    if (std::rename(fresh.c_str(), path.c_str()) != 0) {
        return Error{ErrorCode::kInvalid, "the item map can't be replaced"};
    }
    return ok();
}

}  // namespace oppad::ui
