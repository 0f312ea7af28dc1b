package worlds

func calendarRoom() room { return room{} }
