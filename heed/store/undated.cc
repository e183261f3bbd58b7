#include "heed/store/undated.h"

namespace heed::store {

void redate_undated(Database& database, Time now) {
  database.run(
      "UPDATE items SET time = ?1, seen = ?1 WHERE time > ?1 AND time = seen AND "
      "row > (SELECT row FROM items WHERE seen <= ?1 ORDER BY row LIMIT 1)",
      now);
}

}  // namespace heed::store
