// Names of people as feeds write them.
#pragma once

#include <string>
#include <string_view>

namespace heed::read {

// "noreply@blog.example (Jane Doe)" and "Jane Doe (noreply@blog.example)" → "Jane Doe": without
// addresses at which nobody reads. "" where there is nothing else.
std::string without_machines(std::string_view names);

}  // namespace heed::read
